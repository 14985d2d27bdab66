mod clinical;
mod forms;
mod i18n;
#[cfg(feature = "desktop")]
mod ui;
mod vault;
