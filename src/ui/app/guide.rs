//! The help in front of the window: F1 opens and closes it wherever one is.

use egui::Context;

use super::App;
use crate::ui::command::Situation;
use crate::ui::cx::Cx;
use crate::ui::screens::Route;
use crate::ui::screens::help::{HelpAnswer, HelpState, help_ui, topic_of};
use crate::worker::PaperOf;

impl App {
    /// Opens the help at the topic of the screen in front, or closes it.
    pub(super) fn turn_help(&mut self) {
        self.palette = None;
        self.help = match self.help {
            Some(_) => None,
            None => Some(HelpState::at(topic_of(&self.model.phase, &self.route))),
        };
    }

    /// The topic of the help that is open.
    pub fn help_topic(&self) -> Option<&str> {
        self.help.as_ref().map(HelpState::topic)
    }

    /// Draws the help while it is open.
    pub(super) fn guide_ui(&mut self, ctx: &Context, cx: &Cx, situation: Situation) {
        let Some(help) = &mut self.help else {
            return;
        };
        // What its table of keys shows is about the screen behind it.
        let behind = Situation {
            dialog_open: false,
            ..situation
        };
        match help_ui(ctx, cx, &behind, help) {
            HelpAnswer::Open => {}
            HelpAnswer::Closed => self.help = None,
            HelpAnswer::QuickStart => {
                self.help = None;
                self.show_quick_start(ctx);
            }
        }
    }

    /// The paper for the wall; the way back leads to where one was.
    fn show_quick_start(&mut self, ctx: &Context) {
        let paper = Route::Preview(Box::new(PaperOf::QuickStart));
        if self.route != paper {
            self.back = Some(self.route.clone());
        }
        self.go(ctx, paper);
    }
}
