package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static talkspurt.call.CallSamples.AT;
import static talkspurt.call.CallSamples.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import talkspurt.call.CallEvent;
import talkspurt.call.CallPlan;
import talkspurt.call.CallSamples;
import talkspurt.call.CallState;
import talkspurt.call.SpokenText;

/** What is written of calls whose words are redacted, and what they come back with. */
class CallReplayTest {

  private static final List<CallEvent> HAPPENED = List.of(
      new CallEvent.CallRegistered(AT, CallSamples.plan("1", "2", "careful")),
      new CallEvent.LineAttached(AT, "A"),
      new CallEvent.GreetingPlayed(AT, words("Hello.")),
      new CallEvent.CallerSaid(AT, 1, words("a secret")),
      new CallEvent.SegmentPlayed(AT, 1, words("That secret!")),
      new CallEvent.CallerInterrupted(AT, 1, 400),
      new CallEvent.FloorYielded(AT, 1, words("That secret!")),
      new CallEvent.CallerSaid(AT, 2, words("le secret"), "fr"));

  private final List<String> languages = new ArrayList<>();
  private final CallReplay replay = new CallReplay(this::redaction);

  private Optional<WordRedaction> redaction(CallPlan plan) {
    return plan.profile().equals("careful")
        ? Optional.of((said, language) -> {
          languages.add(language);
          return said.replace("secret", "[x]");
        })
        : Optional.empty();
  }

  private CallState live(CallState from, List<CallEvent> events, List<CallEvent> written) {
    CallState call = from;
    for (CallEvent event : events) {
      call = replay.after(call, event);
      written.add((CallEvent) replay.toJournal(event));
    }
    return call;
  }

  private static List<String> said(CallState call) {
    return call.file().transcript().stream().map(entry -> entry.words().text()).toList();
  }

  @Test
  void theCallHasWhatWasSaidAndJournalAndSnapshotHaveWhatIsKept() {
    List<CallEvent> written = new ArrayList<>();
    CallState call = live(CallState.none(), HAPPENED, written);
    assertThat(call).isEqualTo(CallState.after(HAPPENED));
    assertThat(said(call)).containsExactly("Hello.", "a secret", "That secret!", "le secret");
    assertThat(said(CallState.after(written)))
        .containsExactly("Hello.", "a [x]", "That [x]!", "le [x]");
    assertThat(replay.snapshots().toJournal(call)).isEqualTo(CallState.after(written));
    assertThat(languages).startsWith("en").endsWith("fr");
  }

  @Test
  void itComesBackWithWhatIsKeptAndGoesOn() {
    List<CallEvent> written = new ArrayList<>();
    live(CallState.none(), HAPPENED, written);
    CallState snapshot = replay.snapshots().fromJournal(CallState.after(written.subList(0, 5)));
    CallState back = snapshot;
    for (CallEvent event : written.subList(5, written.size())) {
      replay.fromJournal(event, "");
      back = replay.after(back, event);
    }
    replay.completed(back);
    assertThat(back).isEqualTo(CallState.after(written));
    SpokenText more = words("more secret");
    CallState on = live(back, List.of(new CallEvent.SegmentPlayed(AT, 2, more)), written);
    assertThat(written.get(written.size() - 1))
        .isEqualTo(new CallEvent.SegmentPlayed(AT, 2, words("more [x]")));
    assertThat(replay.snapshots().toJournal(on)).isEqualTo(CallState.after(written));
  }

  @Test
  void aCallThatIsRegisteredAfterItsLineCameIsRedactedFromThereOn() {
    List<CallEvent> written = new ArrayList<>();
    List<CallEvent> events = List.of(
        new CallEvent.CallRegistered(AT, CallPlan.unannounced("default")),
        new CallEvent.LineAttached(AT, "A"),
        new CallEvent.CallRegistered(AT, CallSamples.plan("1", "2", "careful")),
        new CallEvent.GreetingPlayed(AT, words("secret")));
    CallState call = live(CallState.none(), events, written);
    assertThat(said((CallState) replay.snapshots().toJournal(call))).containsExactly("[x]");
    assertThat(said(call)).containsExactly("secret");
  }

  @Test
  void otherCallsAreWrittenAsTheyAre() {
    List<CallEvent> written = new ArrayList<>();
    CallState call = live(CallState.none(), CallSamples.speaking(), written);
    assertThat(written).isEqualTo(CallSamples.speaking());
    assertThat(replay.snapshots().toJournal(call)).isSameAs(call);
    assertThat(languages).isEmpty();
  }

  @Test
  void nothingIsWrittenThatWasNotAppliedJustBefore() {
    assertThatThrownBy(() -> replay.toJournal(HAPPENED.get(3)))
        .hasMessage("CallerSaid is written out of its order");
  }
}
