package talkspurt.media.agent;

import java.util.Optional;
import java.util.function.Consumer;
import talkspurt.call.CallRequest.Fact;
import talkspurt.call.Instruction;
import talkspurt.call.SpokenText;
import talkspurt.media.conversation.Consenting;
import talkspurt.media.conversation.Dialogue;
import talkspurt.media.playout.PlayoutEvent;

/**
 * Holds a cascade's greeting back while the caller is told that the call is recorded. What they hear of that is the beginning
 * of the greeting's turn. Not thread-safe.
 */
final class ConsentDesk {

  private final Dialogue.Host host;
  private final Consenting consenting;
  private final Consumer<Instruction.Greet> greet;
  private SpokenText heard = SpokenText.NOTHING;
  private Optional<Instruction.Greet> first = Optional.empty();
  private Optional<Instruction.Greet> held = Optional.empty();

  /** @param greet begins the greeting */
  ConsentDesk(Dialogue.Host host, Consenting consenting, Consumer<Instruction.Greet> greet) {
    this.host = host;
    this.consenting = consenting;
    this.greet = greet;
  }

  /** Greets the caller, once that is decided and nothing is being said. */
  void greet(Instruction.Greet wanted, CascadeState state) {
    if (!consenting.begin(wanted.plan())) {
      begin(wanted, state);
    } else if (first.isEmpty()) {
      first = Optional.of(wanted);
    }
  }

  private void begin(Instruction.Greet wanted, CascadeState state) {
    held = Optional.of(wanted);
    if (state.ungreeted()) {
      held = Optional.empty();
      greet.accept(
          new Instruction.Greet(wanted.plan(), first.orElse(wanted).heard().then(heard)));
    }
  }

  /** Something was played before the greeting was begun, which the cascade knows by now. */
  void played(PlayoutEvent event, CascadeState state) {
    SpokenText words = event instanceof PlayoutEvent.Finished finished
        ? finished.heard()
        : event instanceof PlayoutEvent.Dropped dropped ? dropped.heard() : SpokenText.NOTHING;
    if (!state.ungreeted()) {
      return;
    }
    if (!words.empty()) {
      heard = heard.then(words);
      host.tell(new Fact.SegmentPlayed(0, words));
    }
    if (event instanceof PlayoutEvent.Finished || event instanceof PlayoutEvent.Dropped) {
      consenting.told(!words.empty());
      held.ifPresent(waiting -> begin(waiting, state));
    }
  }
}
