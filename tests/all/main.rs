mod clinical;
mod i18n;
