package talkspurt.media.conversation;

import java.util.Optional;
import java.util.function.Consumer;
import talkspurt.call.CallRequest.Fact;
import talkspurt.call.Instruction;
import talkspurt.call.SpokenText;
import talkspurt.media.playout.PlayoutEvent;

/**
 * Holds a greeting back while the caller is told that the call is recorded, and before that while the called party of an
 * outbound call is told who calls. What they hear of that is the beginning of the greeting's turn. Not thread-safe.
 */
public final class ConsentDesk {

  private final Dialogue.Host host;
  private final Consenting consenting;
  private final CalledParty called;
  private final Consenting.Floor floor;
  private final Consumer<Instruction.Greet> greet;
  private boolean disclosed;

  /** What is to be done once the disclosure was said, while it sounds. */
  private Optional<Instruction.Greet> behindDisclosure = Optional.empty();

  private SpokenText heard = SpokenText.NOTHING;
  private Optional<Instruction.Greet> first = Optional.empty();
  private Optional<Instruction.Greet> held = Optional.empty();

  /**
   * One of a line that has not begun.
   *
   * @param floor by which the disclosure of outbound calls is said
   * @param greet begins the greeting
   */
  public ConsentDesk(
      Dialogue.Host host,
      Consenting consenting,
      CalledParty called,
      Consenting.Floor floor,
      Consumer<Instruction.Greet> greet) {
    this.host = host;
    this.consenting = consenting;
    this.called = called;
    this.floor = floor;
    this.greet = greet;
  }

  /**
   * Greets the caller, once that is decided and nothing is being said.
   *
   * @param ungreeted whether nothing is being said, and the greeting was not begun
   */
  public void greet(Instruction.Greet wanted, boolean ungreeted) {
    if (behindDisclosure.isPresent()) {
      behindDisclosure = Optional.of(wanted);
    } else if (!disclosed && ungreeted && called.disclosure(wanted).isPresent()) {
      disclosed = true;
      behindDisclosure = Optional.of(wanted);
      floor.asks(true);
      floor.say(called.disclosure(wanted).get());
    } else {
      ask(wanted, ungreeted);
    }
  }

  /** Whether the disclosure of an outbound call sounds: nothing that is said meanwhile is a turn. */
  public boolean discloses() {
    return behindDisclosure.isPresent();
  }

  private void ask(Instruction.Greet wanted, boolean ungreeted) {
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
    boolean over = event instanceof PlayoutEvent.Finished || event instanceof PlayoutEvent.Dropped;
    if (over && behindDisclosure.isPresent()) {
      Instruction.Greet waiting = behindDisclosure.get();
      behindDisclosure = Optional.empty();
      floor.asks(false);
      ask(waiting, ungreeted);
    } else if (over) {
      consenting.told(event instanceof PlayoutEvent.Finished && !words.empty());
      held.ifPresent(waiting -> begin(waiting, ungreeted));
    }
  }
}
