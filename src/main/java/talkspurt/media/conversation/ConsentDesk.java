package talkspurt.media.conversation;

import java.util.Optional;
import java.util.function.Consumer;
import talkspurt.call.CallRequest.Fact;
import talkspurt.call.Instruction;
import talkspurt.call.SpokenText;
import talkspurt.media.playout.PlayoutEvent;

/**
 * Holds a greeting back while the caller is told that the call is recorded. What they hear of that is the beginning of the
 * greeting's turn. Not thread-safe.
 */
public final class ConsentDesk {

  private final Dialogue.Host host;
  private final Consenting consenting;
  private final Consumer<Instruction.Greet> greet;
  private SpokenText heard = SpokenText.NOTHING;
  private Optional<Instruction.Greet> first = Optional.empty();
  private Optional<Instruction.Greet> held = Optional.empty();

  /** @param greet begins the greeting */
  public ConsentDesk(Dialogue.Host host, Consenting consenting, Consumer<Instruction.Greet> greet) {
    this.host = host;
    this.consenting = consenting;
    this.greet = greet;
  }

  /**
   * Greets the caller, once that is decided and nothing is being said.
   *
   * @param ungreeted whether nothing is being said, and the greeting was not begun
   */
  public void greet(Instruction.Greet wanted, boolean ungreeted) {
    if (!consenting.begin(wanted.plan())) {
      begin(wanted, ungreeted);
    } else if (first.isEmpty()) {
      first = Optional.of(wanted);
    }
  }

  private void begin(Instruction.Greet wanted, boolean ungreeted) {
    held = Optional.of(wanted);
    if (ungreeted) {
      held = Optional.empty();
      greet.accept(
          new Instruction.Greet(wanted.plan(), first.orElse(wanted).heard().then(heard)));
    }
  }

  /**
   * Something was played, which the dialogue knows by now.
   *
   * @param ungreeted whether the greeting was not begun
   */
  public void played(PlayoutEvent event, boolean ungreeted) {
    SpokenText words = event instanceof PlayoutEvent.Finished finished
        ? finished.heard()
        : event instanceof PlayoutEvent.Dropped dropped ? dropped.heard() : SpokenText.NOTHING;
    if (!ungreeted) {
      return;
    }
    if (!words.empty()) {
      heard = heard.then(words);
      host.tell(new Fact.SegmentPlayed(0, words));
    }
    if (event instanceof PlayoutEvent.Finished || event instanceof PlayoutEvent.Dropped) {
      consenting.told(event instanceof PlayoutEvent.Finished && !words.empty());
      held.ifPresent(waiting -> begin(waiting, ungreeted));
    }
  }
}
