//! Puts the tokens into egui: styles, fonts, zoom, and what egui does by itself.

use std::collections::BTreeMap;

use egui::style::{ScrollAnimation, ScrollStyle, Selection, WidgetVisuals};
use egui::{
    Context, CornerRadius, FontFamily, FontId, Margin, Shadow, Stroke, Style, TextStyle, Theme,
    vec2,
};

use super::fonts;
use super::tokens::{Scheme, Tokens, name_style, size, space, strong_style, type_size};

/// Fonts and behaviour, once per context; then [`apply`] for every change of scheme.
pub fn install(ctx: &Context, scheme: Scheme) {
    ctx.set_fonts(fonts::definitions());
    ctx.options_mut(|options| {
        // Ctrl+Q would close the window in the middle of a visit.
        options.quit_shortcuts.clear();
        options.zoom_with_keyboard = false;
    });
    apply(ctx, scheme);
}

/// Gives both themes of egui the style of `scheme`, so that the system's own preference never decides.
pub fn apply(ctx: &Context, scheme: Scheme) {
    let style = style(scheme.tokens());
    ctx.set_theme(if scheme.tokens().dark {
        Theme::Dark
    } else {
        Theme::Light
    });
    for theme in [Theme::Light, Theme::Dark] {
        ctx.set_style_of(theme, style.clone());
    }
}

/// Zoom of the whole window, 0.8 to 1.5.
pub fn set_zoom(ctx: &Context, zoom: f32) {
    ctx.set_zoom_factor(zoom.clamp(size::ZOOM_MIN, size::ZOOM_MAX));
}

fn style(t: &Tokens) -> Style {
    let mut style = Style {
        animation_time: 0.0,
        scroll_animation: ScrollAnimation::none(),
        text_styles: text_styles(),
        ..Style::default()
    };
    style.explanation_tooltips = false;

    let spacing = &mut style.spacing;
    spacing.item_spacing = vec2(space::S, space::S);
    spacing.button_padding = vec2(space::M, 5.0);
    // Rows of text stay as high as text; controls ask for their height themselves.
    spacing.interact_size = vec2(size::CONTROL, size::LINE);
    spacing.window_margin = Margin::same(space::XL as i8);
    spacing.menu_margin = Margin::same(space::XS as i8);
    spacing.text_edit_width = size::TEXT;
    spacing.icon_width = 18.0;
    spacing.icon_width_inner = 10.0;
    spacing.icon_spacing = space::S;
    spacing.tooltip_width = 360.0;
    spacing.indent = space::L;
    spacing.scroll = ScrollStyle {
        bar_width: 8.0,
        floating: false,
        ..ScrollStyle::solid()
    };
    spacing.scroll.fade.strength = 0.0;

    // A word under the pointer waits long enough not to flash by.
    style.interaction.tooltip_delay = 0.4;
    style.interaction.selectable_labels = false;

    let visuals = &mut style.visuals;
    *visuals = if t.dark {
        egui::Visuals::dark()
    } else {
        egui::Visuals::light()
    };
    visuals.dark_mode = t.dark;
    visuals.weak_text_color = Some(t.muted);
    visuals.hyperlink_color = t.accent;
    visuals.faint_bg_color = t.zebra;
    visuals.extreme_bg_color = t.sheet;
    visuals.text_edit_bg_color = Some(t.sheet);
    visuals.code_bg_color = t.hover;
    visuals.warn_fg_color = t.warning.fg;
    visuals.error_fg_color = t.danger.fg;
    visuals.window_fill = t.sheet;
    visuals.window_stroke = Stroke::new(size::HAIRLINE, t.border);
    visuals.window_corner_radius = CornerRadius::same(size::RADIUS);
    visuals.menu_corner_radius = CornerRadius::same(size::RADIUS);
    visuals.window_shadow = Shadow::NONE;
    visuals.popup_shadow = Shadow::NONE;
    visuals.panel_fill = t.ground;
    visuals.text_cursor.stroke = Stroke::new(size::FOCUS, t.text);
    // A blinking caret wakes the window twice a second for nothing.
    visuals.text_cursor.blink = false;
    visuals.selection = Selection {
        bg_fill: t.selected,
        stroke: Stroke::new(size::FOCUS, t.focus),
    };
    visuals.striped = true;
    visuals.disabled_alpha = 0.55;
    visuals.interact_cursor = None;

    let widget = |fill, edge: Stroke, text| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: edge,
        corner_radius: CornerRadius::same(size::RADIUS),
        fg_stroke: Stroke::new(1.5, text),
        expansion: 0.0,
    };
    let hair = |color| Stroke::new(size::HAIRLINE, color);
    visuals.widgets.noninteractive = widget(t.sheet, hair(t.line), t.text);
    visuals.widgets.inactive = widget(t.sheet, hair(t.border), t.text);
    visuals.widgets.hovered = widget(t.hover, hair(t.text), t.text);
    visuals.widgets.active = widget(t.sheet, Stroke::new(size::FOCUS, t.focus), t.text);
    visuals.widgets.open = widget(t.hover, hair(t.text), t.text);
    style
}

fn text_styles() -> BTreeMap<TextStyle, FontId> {
    let plain = |points| FontId::new(points, FontFamily::Proportional);
    let strong = |points| FontId::new(points, fonts::strong_family());
    [
        (name_style(), strong(type_size::NAME)),
        (TextStyle::Heading, strong(type_size::HEADING)),
        (TextStyle::Body, plain(type_size::BODY)),
        (TextStyle::Button, plain(type_size::BODY)),
        (TextStyle::Monospace, plain(type_size::BODY)),
        (strong_style(), strong(type_size::BODY)),
        (TextStyle::Small, plain(type_size::SMALL)),
    ]
    .into()
}

/// A ring around `rect` for what has the focus; outside, so that it shows on filled buttons too.
pub fn focus_ring(ui: &egui::Ui, t: &Tokens, rect: egui::Rect) {
    let ring = rect.expand(size::FOCUS);
    // In high contrast yellow alone is lost on white: black lies under it.
    if t.focus != t.accent {
        let radius = CornerRadius::same(size::RADIUS + 4);
        ui.painter().rect_stroke(
            ring.expand(size::FOCUS),
            radius,
            Stroke::new(size::FOCUS, t.text),
            egui::StrokeKind::Inside,
        );
    }
    ui.painter().rect_stroke(
        ring,
        CornerRadius::same(size::RADIUS + 2),
        Stroke::new(size::FOCUS, t.focus),
        egui::StrokeKind::Inside,
    );
}
