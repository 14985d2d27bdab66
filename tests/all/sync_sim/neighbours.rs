//! Two workstations of one house meet on their own network, over a line that may break at any word.

use super::world::World;
use crate::lan::pipe;

pub fn meet(world: &mut World) -> Result<(), String> {
    let (one, two) = world.two_machines();
    let device = |at: usize| world.machines[at].house().lock().place().device;
    // Two copies of one disk are one workstation and turn each other away.
    if world.machines[one].scope != world.machines[two].scope || device(one) == device(two) {
        return world.sync_at(one);
    }
    let breaks = world.dice.percent(30);
    let word = breaks.then(|| world.dice.below(8));
    let cut = if world.dice.percent(50) {
        (word, None)
    } else {
        (None, word)
    };
    let met = pipe::meet(
        world.machines[one].house(),
        world.machines[two].house(),
        cut,
    );
    world.say(format!(
        "{one} meets {two}, cut {cut:?}: {:?}, {:?}",
        met.called, met.hosted
    ));
    if !breaks {
        let called = met.called.map_err(|e| format!("{one} meets {two}: {e}"))?;
        let hosted = met
            .hosted
            .map_err(|e| format!("{two} is met by {one}: {e}"))?;
        world.tally.meetings += 1;
        world.tally.brought += called.new + hosted.new;
        world.tally.seen_by_neighbours += called.seen + hosted.seen;
    }
    Ok(())
}
