package talkspurt.provider.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import talkspurt.fake.RealtimeSettingsOf;
import talkspurt.provider.SpeechToSpeech.Request;
import talkspurt.provider.SpeechToSpeech.Session;
import talkspurt.provider.ToolSpec;
import talkspurt.provider.transport.PromptData;

class SessionPlanTest {

  private static final ToolSpec CALENDAR = new ToolSpec("calendar", "looks up", "{}");
  private static final ToolSpec TRANSFER = new ToolSpec("transfer", "transfers", "{}");
  private static final Request REQUEST = new Request(
      "call-1",
      "en-GB",
      Map.of("callerId", "7"),
      List.of(),
      true,
      List.of(CALENDAR, TRANSFER),
      Session.SAME);

  private final SessionPlan plan = new SessionPlan(
      RealtimeSettingsOf.settings(URI.create("ws://h/v1/realtime"), false, "ours"),
      REQUEST,
      Session.SAME);

  @Test
  void asLongAsTheCallAsksForNothingTheSettingsHold() {
    ClientEvent.UpdateSession update = plan.update("session", true);
    assertThat(update.id()).isEqualTo("session");
    assertThat(update.instructions()).isEqualTo(told("You talk to {callerId}."));
    assertThat(update.voice()).isEqualTo("marin");
    assertThat(update.tools()).containsExactly(CALENDAR, TRANSFER);
    assertThat(update.detection().ours()).isTrue();
    assertThat(update.transcription().language()).isEqualTo("en");
  }

  @Test
  void whatTheCallAsksForHolds() {
    ClientEvent.UpdateSession update = plan.with(new Session(
            Optional.of("Be brief, {callerId}."),
            Optional.of("cedar"),
            Optional.of(List.of("transfer")),
            Optional.of("server-vad")))
        .update("change-1", true);
    assertThat(update.instructions()).isEqualTo(told("Be brief, {callerId}."));
    assertThat(update.voice()).isEqualTo("cedar");
    assertThat(update.tools()).containsExactly(TRANSFER);
    assertThat(update.detection().mode()).isEqualTo("server-vad");
  }

  private static String told(String text) {
    return PromptData.of(text, Map.of("callerId", "7"));
  }

  @Test
  void aVoiceThatWasHeardIsNotTold() {
    assertThat(plan.update("change-1", false).voice()).isEmpty();
  }

  @Test
  void aResponseHasTheInstructionsOfTheSessionAndItsOwn() {
    assertThat(plan.respond("respond-1", new Wish("Say hello to {callerId}.", false)))
        .isEqualTo(new ClientEvent.Respond(
            "respond-1", told("You talk to {callerId}.\n\nSay hello to {callerId}."), false));
    assertThat(plan.respond("respond-2", Wish.REPLY))
        .isEqualTo(new ClientEvent.Respond("respond-2", "", true));
  }
}
