//! The keyboard comes to a button by name: after a prescription, on an opened card, for F8.
//! A button's own id in egui depends on where it stands; the name given here does not.

use egui::{Context, Id, Response, Ui};

/// A wish that nobody took within this many passes is dropped.
const PATIENCE_PASSES: u64 = 6;

#[derive(Debug, Clone, Copy)]
struct Wish {
    name: Id,
    pass: u64,
}

/// The button with this name gets the keyboard when it is next drawn.
pub fn ask(ctx: &Context, name: Id) {
    let pass = ctx.cumulative_pass_nr();
    ctx.data_mut(|d| d.insert_temp(key(), Wish { name, pass }));
    ctx.request_repaint();
}

/// The button offers itself under its name.
pub fn offer(ui: &Ui, name: Id, response: &Response) {
    let ctx = ui.ctx();
    let Some(wish) = ctx.data(|d| d.get_temp::<Wish>(key())) else {
        return;
    };
    let now = ctx.cumulative_pass_nr();
    let expired = now > wish.pass + PATIENCE_PASSES;
    if expired || wish.name == name && now > wish.pass {
        ctx.data_mut(|d| d.remove::<Wish>(key()));
    }
    if !expired && wish.name == name && now > wish.pass {
        response.request_focus();
        response.scroll_to_me(None);
    }
}

fn key() -> Id {
    Id::unique("feldsher-card-focus")
}
