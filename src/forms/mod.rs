//! Form definitions from the top-level `forms/` folder.
