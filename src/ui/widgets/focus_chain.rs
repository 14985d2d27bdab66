//! Who gets the keyboard next. egui moves focus only by Tab and only from what is drawn (issue 2337),
//! so the wish is noted here and the next input that is drawn takes it.

use egui::{Context, Id, LayerId, Response, Ui};

/// A wish that nobody took within this many passes is dropped: there was no further field.
const PATIENCE_PASSES: u64 = 4;

#[derive(Debug, Clone, Copy)]
enum Wish {
    /// The next input drawn in the same pass.
    After { pass: u64 },
    /// The first input or button drawn from now on.
    First { pass: u64, layer: Option<LayerId> },
    /// This one and no other.
    Back { pass: u64, id: Id },
}

/// Enter was pressed in a one-line field: the next input drawn in this pass gets the focus.
pub fn ask_next(ctx: &Context) {
    let pass = ctx.cumulative_pass_nr();
    ctx.data_mut(|d| d.insert_temp(wish_id(), Wish::After { pass }));
}

/// A zone or a screen opens: the first input (or, failing that, button) drawn from now on gets the focus.
pub fn ask_first(ctx: &Context) {
    let pass = ctx.cumulative_pass_nr();
    ctx.data_mut(|d| d.insert_temp(wish_id(), Wish::First { pass, layer: None }));
}

/// The same for a dialog, whose layer is measured unseen in its first pass.
pub fn ask_first_in(ctx: &Context, layer: LayerId) {
    let pass = ctx.cumulative_pass_nr();
    ctx.data_mut(|d| {
        d.insert_temp(
            wish_id(),
            Wish::First {
                pass,
                layer: Some(layer),
            },
        )
    });
    ctx.request_repaint();
}

/// This input or button gets the keyboard as soon as it can take it: after a dialog has closed, from an error summary.
/// Asking egui at once would be undone by the click that is still under way.
pub fn ask_for(ctx: &Context, id: Id) {
    let pass = ctx.cumulative_pass_nr();
    ctx.data_mut(|d| d.insert_temp(wish_id(), Wish::Back { pass, id }));
    ctx.request_repaint();
}

/// Takes the wish back: what should have taken it has all been drawn.
pub fn withdraw(ctx: &Context) {
    ctx.data_mut(|d| d.remove::<Wish>(wish_id()));
}

/// True while [`ask_first`] waits for somebody.
pub fn is_waiting(ctx: &Context) -> bool {
    ctx.data(|d| d.get_temp::<Wish>(wish_id()))
        .is_some_and(|wish| matches!(wish, Wish::First { .. }))
}

/// Every input offers itself after it is drawn; it takes the focus if somebody wished for it.
pub fn offer_input(ui: &Ui, response: &Response) {
    offer(ui, response, true);
}

/// Every button offers itself too, but Enter in a field never lands on a button: two Enters must not sign.
pub fn offer_button(ui: &Ui, response: &Response) {
    offer(ui, response, false);
}

fn offer(ui: &Ui, response: &Response, is_input: bool) {
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    let ctx = ui.ctx();
    let Some(wish) = ctx.data(|d| d.get_temp::<Wish>(wish_id())) else {
        return;
    };
    let now = ctx.cumulative_pass_nr();
    let (fits, expired) = match wish {
        Wish::After { pass } => (is_input && now == pass, now > pass),
        // In the pass of the click itself the focus would be taken away again.
        Wish::Back { pass, id } => (
            response.id == id && now > pass,
            now > pass + PATIENCE_PASSES,
        ),
        Wish::First { pass, layer } => (
            layer.is_none_or(|l| l == ui.layer_id()),
            now > pass + PATIENCE_PASSES,
        ),
    };
    let reachable = ui.is_enabled()
        && !ui.is_sizing_pass()
        && ctx.memory(|m| m.allows_interaction(ui.layer_id()));
    if expired {
        withdraw(ctx);
    } else if fits && reachable && response.enabled() {
        response.request_focus();
        withdraw(ctx);
    } else if fits {
        // It will be reachable in the next pass; without one nobody would have the keyboard.
        ctx.request_repaint();
    }
}

fn wish_id() -> Id {
    Id::unique("feldsher-focus-wish")
}
