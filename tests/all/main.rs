mod clinical;
mod i18n;
#[cfg(feature = "desktop")]
mod ui;
