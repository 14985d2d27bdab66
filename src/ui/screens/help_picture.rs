//! A picture of a real screen in the help: small PNGs of `assets/help/pictures`, one per language, that a test draws anew
//! (`assets/help/README.md`). A topic without its picture is a topic all the same.

use egui::{ColorImage, TextureHandle, TextureOptions, Ui, vec2};

use crate::ui::cx::Cx;
use crate::ui::theme::tokens::size;

/// `ru-card` and the bytes of the file.
static PICTURES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/help-pictures.rs"));

/// The picture that was drawn last: one is in the memory of the graphics card.
#[derive(Default)]
pub struct PictureState {
    name: String,
    texture: Option<TextureHandle>,
}

impl std::fmt::Debug for PictureState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.name)
    }
}

/// The bytes of a picture in this language.
pub fn bytes(name: &str) -> Option<&'static [u8]> {
    PICTURES
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, bytes)| *bytes)
}

/// Draws the picture as wide as it is, or as there is room; nothing where it is missing or cannot be read.
pub fn picture_ui(ui: &mut Ui, cx: &Cx, state: &mut PictureState, name: &str, of: &str) {
    let name = format!("{}-{name}", cx.lang.code());
    if state.name != name {
        state.texture = bytes(&name)
            .and_then(read)
            .map(|image| ui.ctx().load_texture(&name, image, TextureOptions::LINEAR));
        state.name = name;
    }
    let Some(texture) = &state.texture else {
        return;
    };
    let natural = texture.size_vec2();
    let width = natural.x.min(ui.available_width());
    let scaled = vec2(width, natural.y * width / natural.x.max(1.0));
    let shown = ui.add(
        egui::Image::new((texture.id(), scaled))
            .alt_text(cx.tr_with("help-picture-of", &[("what", of)])),
    );
    let edge = egui::Stroke::new(size::HAIRLINE, cx.tokens().border);
    ui.painter()
        .rect_stroke(shown.rect, 0.0, edge, egui::StrokeKind::Inside);
}

/// `eframe` reads PNG for the icon of the window: no second reader for these.
fn read(bytes: &[u8]) -> Option<ColorImage> {
    let read = eframe::icon_data::from_png_bytes(bytes).ok()?;
    let size = [
        usize::try_from(read.width).ok()?,
        usize::try_from(read.height).ok()?,
    ];
    (read.rgba.len() == size[0] * size[1] * 4)
        .then(|| ColorImage::from_rgba_unmultiplied(size, &read.rgba))
}
