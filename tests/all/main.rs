mod clinical;
mod codes;
mod form_files;
mod forms;
mod i18n;
mod print;
#[cfg(feature = "desktop")]
mod ui;
mod vault;
