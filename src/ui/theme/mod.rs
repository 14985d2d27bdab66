//! The look: colours by role, sizes, type styles, fonts. The only room where a colour is written down.

pub mod apply;
pub mod fonts;
pub mod tokens;

pub use apply::apply;
