package talkspurt.provider.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import talkspurt.audio.AudioFrame;
import talkspurt.fake.RealtimeSettingsOf;
import talkspurt.language.LanguagePack;
import talkspurt.language.Wording;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.SpeechToSpeech.Input;
import talkspurt.provider.SpeechToSpeech.Input.CallerTurn.Step;
import talkspurt.provider.SpeechToSpeech.Line;
import talkspurt.provider.SpeechToSpeech.Output;
import talkspurt.provider.SpeechToSpeech.Request;
import talkspurt.provider.SpeechToSpeech.Session;
import talkspurt.provider.ToolSpec;
import talkspurt.provider.UsageMeter;
import talkspurt.provider.realtime.ServerEvent.Status;
import talkspurt.provider.realtime.ToolPart.Told;
import talkspurt.provider.transport.PromptData;

class RealtimeTalkTest {

  private static final Request REQUEST = new Request("call-1", "en-GB", Map.of("callerId", "7"));
  private static final byte[] SECOND = new byte[48_000];

  private final List<Long> firstSounds = new ArrayList<>();
  private RealtimeTalk talk = talk("ours");
  private long now = 1000;

  @Test
  void nothingIsSentBeforeTheSessionIsReady() {
    talk.connected(now);
    assertThat(events()).containsExactly("UpdateSession");
    caller(300);
    talk.told(new Input.CallerTurn(Step.COMPLETE), now);
    assertThat(events()).isEmpty();
    assertThat(talk.takeOutputs()).isEmpty();
    hear(new ServerEvent.SessionUpdated());
    assertThat(talk.takeOutputs()).containsExactly(new Output.Opened());
    assertThat(events()).containsExactly("Append", "Append", "Append", "Commit", "Respond");
  }

  @Test
  void aShortTurnIsFilledUpWithSilence() {
    ready();
    events();
    talk.told(new Input.CallerTurn(Step.BEGINS), now);
    talk.told(new Input.Audio(0, new AudioFrame(24_000, new short[480])), now);
    talk.told(new Input.CallerTurn(Step.COMPLETE), now);
    int samples = 0;
    List<ClientEvent> sent = talk.takeEvents();
    for (ClientEvent event : sent) {
      samples += event instanceof ClientEvent.Append append ? append.samples().length : 0;
    }
    assertThat(samples).isEqualTo(2400);
    assertThat(sent.get(sent.size() - 1)).isEqualTo(new ClientEvent.Commit());
  }

  @Test
  void thereAreNeverTwoResponsesAtOnce() {
    answering("r1");
    sound("r1", "i1", SECOND);
    events();
    turn();
    assertThat(events()).doesNotContain("Respond");
    hear(new ServerEvent.ResponseDone("r1", Status.COMPLETED, ""));
    assertThat(events()).containsExactly("Respond");
    turn();
    assertThat(events()).doesNotContain("Respond");
    hear(new ServerEvent.ResponseCreated("r2"));
    assertThat(events()).containsExactly("Cancel");
    hear(new ServerEvent.ResponseDone("r2", Status.CANCELLED, "client_cancelled"));
    assertThat(events()).containsExactly("Respond");
  }

  @Test
  void aCutIsClampedToWhatWasGenerated() {
    answering("r1");
    sound("r1", "i1", SECOND);
    hear(new ServerEvent.ResponseDone("r1", Status.COMPLETED, ""));
    events();
    talk.told(new Input.Interrupted(5000, "", "reply-1"), now);
    assertThat(talk.takeEvents()).isEmpty(); // all of it was heard
    answering("r2");
    sound("r2", "i2", SECOND);
    events();
    talk.told(new Input.Interrupted(5000, "", "reply-2"), now);
    assertThat(talk.takeEvents())
        .containsExactly(new ClientEvent.Truncate("i2", 1000), new ClientEvent.Cancel("r2"));
  }

  @Test
  void whatIsWithheldOfAReplyEndsItWithoutDroppingWhatIsHeard() {
    answering("r1");
    sound("r1", "i1", SECOND);
    events();
    talk.takeOutputs();
    talk.told(new Input.Withheld("reply-1", 400, "never say never", false), now);
    assertThat(talk.takeEvents())
        .containsExactly(
            new ClientEvent.Truncate("i1", 400),
            new ClientEvent.Cancel("r1"),
            new ClientEvent.Note("never say never"));
    assertThat(talk.takeOutputs()).containsExactly(new Output.ReplyEnds());
    sound("r1", "i1", SECOND);
    assertThat(talk.takeOutputs()).isEmpty();
    talk.told(new Input.Interrupted(300, "", "reply-1"), now); // the caller breaks into the rest
    assertThat(talk.takeEvents()).containsExactly(new ClientEvent.Truncate("i1", 300));
    hear(new ServerEvent.ResponseDone("r1", Status.CANCELLED, "client_cancelled"));
    assertThat(events()).isEmpty();
  }

  @Test
  void aBotThatGoesOnBehindWhatIsWithheldIsAskedOnceItsResponseIsOver() {
    answering("r1");
    sound("r1", "i1", SECOND);
    events();
    talk.told(new Input.Withheld("reply-1", 0, "never", true), now);
    assertThat(events()).containsExactly("Truncate", "Cancel", "Note");
    hear(new ServerEvent.ResponseDone("r1", Status.CANCELLED, "client_cancelled"));
    assertThat(events()).containsExactly("Respond");
  }

  @Test
  void whatIsWithheldOfACompleteReplyLeavesTheNextAsItIs() {
    answering("r1");
    sound("r1", "i1", SECOND);
    hear(new ServerEvent.ResponseDone("r1", Status.COMPLETED, ""));
    hear(new ServerEvent.ResponseCreated("r2"));
    sound("r2", "i2", SECOND);
    events();
    talk.takeOutputs();
    talk.told(new Input.Withheld("reply-1", 400, "never", false), now);
    assertThat(talk.takeEvents())
        .containsExactly(new ClientEvent.Truncate("i1", 400), new ClientEvent.Note("never"));
    assertThat(talk.takeOutputs()).isEmpty();
  }

  @Test
  void wordsAreToldAsTheyComeToWhoWantsThem() {
    talk = new RealtimeTalk(
        settings("ours"),
        new Request(
            "call-1",
            LanguagePack.shipped("en"),
            Map.of(),
            List.of(),
            false,
            List.of(),
            Session.SAME,
            UsageMeter.NONE,
            true),
        firstSounds::add);
    answering("r1");
    talk.takeOutputs();
    hear(new ServerEvent.Words("r1", "i1", "From "));
    hear(new ServerEvent.Words("r1", "i1", "nine."));
    hear(new ServerEvent.AllWords("r1", "i1", "From nine."));
    sound("r1", "i2", SECOND);
    hear(new ServerEvent.AllWords("r1", "i2", "To five."));
    hear(new ServerEvent.ResponseDone("r1", Status.COMPLETED, ""));
    assertThat(talk.takeOutputs().stream()
            .filter(Output.Transcript.class::isInstance)
            .map(Output.Transcript.class::cast)
            .map(told -> told.item() + ":" + told.more() + (told.complete() ? "!" : ""))
            .distinct())
        .containsExactly("i1:", "i1:From ", "i1:nine.", "i1:!", "i2:", "i2:To five.", "i2:!");
  }

  @Test
  void theWordsOfTwoItemsDoNotRunIntoEachOther() {
    answering("r1");
    talk.takeOutputs();
    hear(new ServerEvent.Words("r1", "i1", "I look it "));
    hear(new ServerEvent.Words("r1", "i1", "up."));
    sound("r1", "i1", SECOND);
    hear(new ServerEvent.Words("r1", "i2", "Monday."));
    hear(new ServerEvent.ResponseDone("r1", Status.COMPLETED, ""));
    assertThat(words()).isEqualTo("I look it up. Monday.");
  }

  @Test
  void wordsAreToldWithTheirSound() {
    answering("r1");
    hear(new ServerEvent.Words("r1", "i1", "one two three four five six seven eight"));
    assertThat(words()).isEmpty();
    sound("r1", "i1", SECOND);
    assertThat(words()).isEqualTo("one two three");
    sound("r1", "i1", SECOND);
    assertThat(words()).isEqualTo(" four five six seven");
    hear(new ServerEvent.ResponseDone("r1", Status.COMPLETED, ""));
    assertThat(words()).isEqualTo(" eight");
  }

  @Test
  void wordsWhoseSoundIsLostAreNotToldAndSaidAnew() {
    answering("r1");
    sound("r1", "i1", SECOND);
    hear(new ServerEvent.Words("r1", "i1", "one two three four five six "));
    talk.disconnected();
    talk.connected(now);
    talk.takeEvents();
    hear(new ServerEvent.SessionUpdated());
    assertThat(talk.takeEvents()).contains(new ClientEvent.Message(false, "one two three"));
    hear(new ServerEvent.ResponseCreated("r1"));
    hear(new ServerEvent.Words("r1", "i1", "four five."));
    sound("r1", "i1", SECOND);
    hear(new ServerEvent.ResponseDone("r1", Status.COMPLETED, ""));
    assertThat(words()).isEqualTo("one two three four five.");
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.class,
      names = {"FAILED", "CANCELLED"})
  void wordsOfAResponseThatBrokeOffAreToldAsFarAsTheirSound(Status status) {
    answering("r1");
    sound("r1", "i1", SECOND);
    hear(new ServerEvent.Words("r1", "i1", "one two three four five six "));
    hear(new ServerEvent.ResponseDone("r1", status, "server_error"));
    assertThat(words()).isEqualTo("one two three");
  }

  @Test
  void eachItemIsCutWhereItWasHeard() {
    answering("r1");
    sound("r1", "i1", SECOND);
    sound("r1", "i2", SECOND);
    sound("r1", "i3", SECOND);
    hear(new ServerEvent.ResponseDone("r1", Status.COMPLETED, ""));
    events();
    talk.told(new Input.Interrupted(1400, "", "reply-1"), now);
    assertThat(talk.takeEvents())
        .containsExactly(new ClientEvent.Truncate("i2", 400), new ClientEvent.Truncate("i3", 0));
    talk.told(new Input.Interrupted(1400, "", "reply-1"), now);
    assertThat(talk.takeEvents()).isEmpty();
  }

  @Test
  void repliesBehindTheOneThatWasCutWereNotHeard() {
    answering("r1");
    sound("r1", "i1", SECOND);
    hear(new ServerEvent.ResponseDone("r1", Status.COMPLETED, ""));
    hear(new ServerEvent.ResponseCreated("r2"));
    sound("r2", "i2", SECOND);
    hear(new ServerEvent.ResponseDone("r2", Status.COMPLETED, ""));
    events();
    talk.told(new Input.Interrupted(300, "", "reply-1"), now);
    assertThat(talk.takeEvents())
        .containsExactly(new ClientEvent.Truncate("i1", 300), new ClientEvent.Truncate("i2", 0));
  }

  @Test
  void whatComesAfterACutIsDropped() {
    answering("r1");
    sound("r1", "i1", SECOND);
    talk.takeOutputs();
    talk.told(new Input.Interrupted(300, "", "reply-1"), now);
    assertThat(talk.takeOutputs()).containsExactly(new Output.Clear(), new Output.ReplyEnds());
    sound("r1", "i1", SECOND);
    hear(new ServerEvent.Words("r1", "i1", "more"));
    hear(tool("r1", "c", "f"));
    assertThat(talk.takeOutputs()).isEmpty();
  }

  @Test
  void theResponseToToolsComesWhenAllHaveReturned() {
    answering("r1");
    hear(tool("r1", "a", "f"));
    hear(tool("r1", "b", "g"));
    events();
    talk.told(new Input.ToolReturned("a", "1", "returned"), now);
    assertThat(events()).containsExactly("ToolOutput");
    hear(new ServerEvent.ResponseDone("r1", Status.COMPLETED, ""));
    assertThat(events()).isEmpty();
    talk.told(new Input.ToolReturned("b", "2", "returned"), now);
    assertThat(events()).containsExactly("ToolOutput", "Respond");
  }

  @Test
  void aToolThatReturnsAfterItsReplyWasCutIsToldAndNotSpokenOf() {
    answering("r1");
    sound("r1", "i1", SECOND);
    hear(tool("r1", "a", "f"));
    hear(new ServerEvent.ResponseDone("r1", Status.COMPLETED, ""));
    talk.told(new Input.Interrupted(300, "", "reply-1"), now);
    events();
    talk.told(new Input.ToolReturned("a", "1", "returned"), now);
    assertThat(events()).containsExactly("ToolOutput");
  }

  @Test
  void aCallThatBeginsWithoutAGreetingBeginsInSilence() {
    talk = new RealtimeTalk(
        settings("ours"),
        new Request("call-1", "en", Map.of(), List.of(), false, List.of(), Session.SAME),
        firstSounds::add);
    talk.connected(now);
    events();
    hear(new ServerEvent.SessionUpdated());
    assertThat(events()).isEmpty();
  }

  @Test
  void aVoiceIsNotToldAgainOnceItWasHeard() {
    ready();
    events();
    talk.told(changed("cedar"), now);
    assertThat(((ClientEvent.UpdateSession) talk.takeEvents().get(0)).voice()).isEqualTo("cedar");
    answering("r1");
    sound("r1", "i1", SECOND);
    events();
    talk.told(changed("alloy"), now);
    assertThat(((ClientEvent.UpdateSession) talk.takeEvents().get(0)).voice()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "invalid_api_key, REJECTED_CREDENTIALS",
    "session_expired, UNREACHABLE",
    "beta_api_shape_disabled, REJECTED_REQUEST",
    "insufficient_quota, REJECTED_REQUEST"
  })
  void someErrorsEndTheConnection(String code, Kind kind) {
    ready();
    hear(new ServerEvent.Fault(code, ""));
    assertThat(talk.takeBroken().orElseThrow().kind()).isEqualTo(kind);
    assertThat(talk.takeBroken()).isEmpty();
  }

  @Test
  void otherErrorsAreForTheLog() {
    ready();
    hear(new ServerEvent.Fault("something_new", ""));
    assertThat(talk.takeBroken()).isEmpty();
    assertThat(talk.takeOddity()).contains("it tells an error: something_new");
    hear(new ServerEvent.Fault("", ""));
    assertThat(talk.takeOddity()).contains("it tells an error without a code");
  }

  @Test
  void aSessionThatIsRefusedIsAFailure() {
    talk.connected(now);
    hear(new ServerEvent.Fault("invalid_value", "session"));
    assertThat(talk.takeBroken().orElseThrow().kind()).isEqualTo(Kind.REJECTED_REQUEST);
  }

  @Test
  void aResponseThatFailsAgainAndAgainIsAFailure() {
    ready();
    for (int time = 1; time <= 4; time++) {
      assertThat(talk.takeBroken()).isEmpty();
      assertThat(events()).contains("Respond");
      hear(new ServerEvent.ResponseCreated("r" + time));
      hear(new ServerEvent.ResponseDone("r" + time, Status.FAILED, "server_error"));
      assertThat(events()).isEmpty();
      now += 2000;
      talk.tick(now);
    }
    assertThat(talk.takeBroken().orElseThrow().kind()).isEqualTo(Kind.OVERLOADED);
  }

  @Test
  void aServerThatIsBusyWithAnotherResponseIsAskedAgain() {
    ready();
    events();
    hear(new ServerEvent.Fault("conversation_already_has_active_response", "respond-1"));
    talk.tick(now + 100);
    assertThat(events()).isEmpty();
    talk.tick(now + 200);
    assertThat(events()).containsExactly("Respond");
  }

  @Test
  void aResponseThatDoesNotComeIsAFailureOfTheConnection() {
    ready();
    talk.tick(now + 29_999);
    assertThat(talk.takeBroken()).isEmpty();
    talk.tick(now + 30_000);
    assertThat(talk.takeBroken().orElseThrow().kind()).isEqualTo(Kind.UNREACHABLE);
    talk.disconnected();
    talk.connected(now + 31_000);
    events();
    hear(new ServerEvent.SessionUpdated());
    assertThat(events()).containsExactly("Respond");
  }

  @Test
  void tooMuchThatCannotBeReadIsAFailure() {
    ready();
    for (int i = 0; i < 3; i++) {
      hear(new ServerEvent.Unreadable("x"));
    }
    assertThat(talk.takeBroken()).isEmpty();
    hear(new ServerEvent.Unreadable("x"));
    assertThat(talk.takeBroken().orElseThrow().kind()).isEqualTo(Kind.BROKE_PROTOCOL);
  }

  @Test
  void soundForgivesWhatCouldNotBeRead() {
    answering("r1");
    for (int i = 0; i < 20; i++) {
      hear(new ServerEvent.Unreadable("x"));
      sound("r1", "i1", SECOND);
    }
    assertThat(talk.takeBroken()).isEmpty();
  }

  @Test
  void whatCannotBeReadIsToldOnceForEachReason() {
    ready();
    for (String why : ServerEvent.Unreadable.REASONS) {
      ServerEvent.Unreadable what = new ServerEvent.Unreadable(why);
      hear(what);
      assertThat(talk.takeOddity().orElseThrow())
          .isEqualTo("it sent " + what.what() + "; such events are skipped and counted")
          .doesNotContain(why);
      hear(what);
      assertThat(talk.takeOddity()).isEmpty();
    }
  }

  @Test
  void aTurnWhoseWordsAreNotKnownIsSentAgainToANewSession() {
    ready();
    reply("r0");
    turn();
    hear(new ServerEvent.Committed("i1"));
    assertThat(talk.takeOutputs()).contains(new Output.CallerTook("i1"));
    talk.disconnected();
    talk.connected(now);
    events();
    hear(new ServerEvent.SessionUpdated());
    assertThat(events()).containsExactly("Append", "Append", "Append", "Commit", "Respond");
    talk.takeOutputs();
    hear(new ServerEvent.Committed("i7"));
    assertThat(talk.takeOutputs()).isEmpty();
    hear(new ServerEvent.CallerWords("i7", "Hello"));
    assertThat(talk.takeOutputs()).containsExactly(new Output.CallerSaid("i1", "Hello"));
  }

  @Test
  void aTurnThatWasOnItsWayIsSentAgain() {
    ready();
    reply("r0");
    turn();
    talk.disconnected();
    talk.connected(now);
    events();
    hear(new ServerEvent.SessionUpdated());
    assertThat(events()).containsExactly("Append", "Append", "Append", "Commit", "Respond");
    talk.takeOutputs();
    hear(new ServerEvent.Committed("i1"));
    assertThat(talk.takeOutputs()).containsExactly(new Output.CallerTook("i1"));
  }

  @Test
  void itemsOfASessionThatIsGoneAreNotCutInTheNext() {
    answering("r1");
    sound("r1", "i1", SECOND);
    hear(new ServerEvent.Words("r1", "i1", "one two three four five"));
    hear(new ServerEvent.ResponseDone("r1", Status.COMPLETED, ""));
    talk.disconnected();
    ready();
    events();
    talk.told(new Input.Interrupted(500, "", "reply-1"), now);
    assertThat(events()).isEmpty();
    talk.disconnected();
    talk.connected(now);
    talk.takeEvents();
    hear(new ServerEvent.SessionUpdated());
    assertThat(talk.takeEvents()).containsExactly(new ClientEvent.Message(false, "one two"));
  }

  @Test
  void turnsThatAreCompleteWhileThereIsNoSessionAreOneInTheNext() {
    ready();
    reply("r0");
    talk.disconnected();
    turn();
    turn();
    talk.connected(now);
    events();
    hear(new ServerEvent.SessionUpdated());
    assertThat(events())
        .containsExactly(
            "Append", "Append", "Append", "Append", "Append", "Append", "Commit", "Respond");
  }

  @Test
  void keysThatArePressedBeforeItIsThereAreToldThen() {
    talk.told(new Input.Key('7'), now);
    talk.told(new Input.Key('#'), now);
    talk.tick(now + 5000);
    assertThat(talk.takeOutputs()).isEmpty();
    ready();
    talk.tick(now + 5000);
    assertThat(talk.takeOutputs())
        .startsWith(new Output.Opened(), new Output.CallerTook("keys-1"))
        .contains(new Output.CallerSaid("keys-1", "[The caller pressed 7 #.]"));
  }

  @Test
  void wordsThatAreTypedAreATurnThatIsAnswered() {
    ready();
    reply("r1");
    events();
    talk.takeOutputs();
    talk.told(new Input.Typed("When are you open?"), now);
    assertThat(talk.takeOutputs())
        .containsExactly(
            new Output.CallerTook("keys-1"), new Output.CallerSaid("keys-1", "When are you open?"));
    assertThat(events()).containsExactly("Message", "Respond");
  }

  @Test
  void anOldSessionIsReplacedOnceNobodySpeaksAndAllWasHeard() {
    answering("r1");
    sound("r1", "i1", SECOND);
    long old = now + Duration.ofMinutes(51).toMillis();
    assertThat(talk.wantsRenewal(old)).isFalse();
    hear(new ServerEvent.ResponseDone("r1", Status.COMPLETED, ""));
    assertThat(talk.wantsRenewal(old)).isFalse();
    talk.told(new Input.MarkReached("reply-1"), now);
    assertThat(talk.wantsRenewal(old)).isTrue();
    assertThat(talk.wantsRenewal(now + Duration.ofMinutes(49).toMillis())).isFalse();
    talk.told(new Input.CallerTurn(Step.BEGINS), now);
    assertThat(talk.wantsRenewal(old)).isFalse();
    assertThat(talk.wantsRenewal(now + Duration.ofMinutes(59).toMillis())).isTrue();
  }

  @Test
  void theFirstSoundIsTimed() {
    ready();
    hear(new ServerEvent.ResponseCreated("r1"));
    now += 250;
    sound("r1", "i1", SECOND);
    sound("r1", "i1", SECOND);
    assertThat(firstSounds).containsExactly(250L);
  }

  @Test
  void aToolThatIsToldInEveryWayRunsOnceAndHasOneOutput() {
    answering("r1");
    talk.takeOutputs();
    ToolPart whole = new ToolPart("i", "c", "f", "{\"x\":1}", Told.WHOLE);
    hear(new ServerEvent.ToolTold("r1", new ToolPart("i", "c", "f", "", Told.BEGUN)));
    hear(new ServerEvent.ToolTold("", new ToolPart("i", "c", "", "{\"x\":1}", Told.ARGUMENTS)));
    hear(new ServerEvent.ToolTold("r1", whole));
    hear(new ServerEvent.ToolTold("r1", whole));
    hear(new ServerEvent.ResponseDone("r1", Status.COMPLETED, "", List.of(whole)));
    assertThat(talk.takeOutputs()).containsExactly(new Output.ToolCall("c", "f", "{\"x\":1}"));
    events();
    talk.told(new Input.ToolReturned("c", "1", "returned"), now);
    assertThat(events()).containsExactly("ToolOutput", "Respond");
  }

  @Test
  void aToolThatTheEndOfAResponseTellsRuns() {
    answering("r1");
    talk.takeOutputs();
    events();
    ToolPart whole = new ToolPart("i", "c", "f", "{\"x\":1}", Told.WHOLE);
    hear(new ServerEvent.ResponseDone("", Status.COMPLETED, "", List.of(whole)));
    assertThat(talk.takeOutputs()).containsExactly(new Output.ToolCall("c", "f", "{\"x\":1}"));
    assertThat(events()).isEmpty();
    talk.told(new Input.ToolReturned("c", "1", "returned"), now);
    assertThat(events()).containsExactly("ToolOutput", "Respond");
  }

  @Test
  void aToolThatIsToldAgainBehindTheEndIsNoMatterForTheLog() {
    answering("r1");
    hear(tool("r1", "c", "f"));
    hear(new ServerEvent.ResponseDone("r1", Status.COMPLETED, ""));
    hear(tool("r1", "c", "f"));
    assertThat(talk.takeOddity()).isEmpty();
    hear(tool("r1", "d", "f"));
    assertThat(talk.takeOddity()).contains("it wants a tool in a response that does not run");
  }

  static Stream<ServerEvent> whatAResponseBrings() {
    return Stream.of(
        new ServerEvent.Audio("r1", "i1", SECOND),
        new ServerEvent.Words("r1", "i1", "Hello"),
        tool("r1", "c", "f"));
  }

  @ParameterizedTest
  @MethodSource("whatAResponseBrings")
  void aResponseWhoseBeginningIsNotToldBeginsWithWhatItBrings(ServerEvent first) {
    ready();
    talk.takeOutputs();
    hear(first);
    assertThat(talk.takeOutputs()).startsWith(new Output.ReplyBegins("reply-1")).hasSizeLessThan(4);
    hear(new ServerEvent.ResponseCreated("r1")); // late
    hear(first);
    assertThat(talk.takeOutputs()).doesNotHaveAnyElementsOfTypes(Output.ReplyBegins.class);
    sound("r1", "i1", SECOND);
    hear(new ServerEvent.ResponseDone("r1", Status.COMPLETED, ""));
    talk.takeOutputs();
    hear(first); // late, too
    assertThat(talk.takeOutputs())
        .doesNotHaveAnyElementsOfTypes(Output.ToolCall.class, Output.Words.class);
  }

  @Test
  void aResponseOfWhichOnlyTheEndIsToldIsOne() {
    ready();
    events();
    ToolPart whole = new ToolPart("i", "c", "f", "{}", Told.WHOLE);
    hear(new ServerEvent.ResponseDone("r1", Status.COMPLETED, "", List.of(whole)));
    assertThat(talk.takeOutputs()).contains(new Output.ToolCall("c", "f", "{}"));
    talk.told(new Input.ToolReturned("c", "1", "returned"), now);
    assertThat(events()).containsExactly("ToolOutput", "Respond");
    hear(new ServerEvent.ResponseDone("r1", Status.COMPLETED, "", List.of(whole))); // twice
    assertThat(events()).isEmpty();
    hear(new ServerEvent.ResponseDone("r2", Status.FAILED, "server_error"));
    assertThat(events()).isEmpty();
    talk.tick(now + 2000);
    assertThat(events()).containsExactly("Respond");
  }

  @Test
  void theEndOfAResponseThatNobodyAskedForIsNothing() {
    ready();
    reply("r1");
    events();
    talk.takeOutputs();
    hear(new ServerEvent.ResponseDone("r7", Status.COMPLETED, ""));
    assertThat(events()).isEmpty();
    assertThat(talk.takeOutputs()).isEmpty();
  }

  @Test
  void aResponseWithoutAnIdIsTheOneThatRuns() {
    ready();
    hear(new ServerEvent.ResponseCreated(""));
    sound("r1", "i1", SECOND);
    sound("", "i1", SECOND);
    sound("r2", "i1", SECOND); // of another
    hear(new ServerEvent.ResponseDone("r1", Status.COMPLETED, ""));
    assertThat(talk.takeOutputs()).filteredOn(Output.Audio.class::isInstance).hasSize(2);
    turn();
    hear(new ServerEvent.ResponseCreated(""));
    events();
    sound("r1", "i1", SECOND); // late
    hear(new ServerEvent.ResponseDone("", Status.COMPLETED, ""));
    assertThat(talk.takeOddity().orElseThrow()).contains("neither sound nor a tool");
  }

  @Test
  void aBeginningThatIsToldTwiceIsOne() {
    answering("r1");
    hear(tool("r1", "c", "f"));
    talk.told(new Input.ToolReturned("c", "1", "returned"), now);
    hear(new ServerEvent.ResponseCreated("r1"));
    talk.takeOutputs();
    hear(tool("r1", "c", "f"));
    assertThat(talk.takeOutputs()).isEmpty();
  }

  @Test
  void wordsThatAreToldOnlyInWholeAreTold() {
    answering("r1");
    talk.takeOutputs();
    sound("r1", "i1", SECOND);
    hear(new ServerEvent.AllWords("r1", "i1", "We open at nine."));
    hear(new ServerEvent.Words("r1", "i2", "On Monday"));
    hear(new ServerEvent.AllWords("r1", "i2", "On Monday"));
    sound("r1", "i2", SECOND);
    hear(new ServerEvent.ResponseDone("r1", Status.COMPLETED, ""));
    assertThat(words()).isEqualTo("We open at nine. On Monday");
  }

  @Test
  void aToolThatIsCutRunsWhenItIsToldInWholeAndElseNever() {
    answering("r1");
    talk.takeOutputs();
    ToolPart cut = new ToolPart("i", "c", "f", "{\"x", Told.CUT);
    hear(new ServerEvent.ToolTold("r1", cut));
    assertThat(talk.takeOutputs()).isEmpty();
    hear(new ServerEvent.ToolTold("r1", new ToolPart("i", "c", "f", "{\"x\":1}", Told.WHOLE)));
    assertThat(talk.takeOutputs()).hasSize(1);
    hear(new ServerEvent.ResponseDone("r1", Status.COMPLETED, ""));
    talk.told(new Input.ToolReturned("c", "1", "returned"), now);
    answering("r2");
    hear(new ServerEvent.ToolTold("r2", cut));
    hear(new ServerEvent.ResponseDone("r2", Status.INCOMPLETE, "max_output_tokens"));
    assertThat(talk.takeOutputs()).isEmpty();
    assertThat(talk.takeOddity().orElseThrow()).contains("brought neither sound nor a tool");
  }

  @Test
  void anIdThatTheServerUsesAgainIsToldBackAsTheServersOwn() {
    answering("r1");
    hear(tool("r1", "c", "f"));
    hear(new ServerEvent.ResponseDone("r1", Status.COMPLETED, ""));
    talk.told(new Input.ToolReturned("c", "1", "returned"), now);
    answering("r2");
    talk.takeOutputs();
    hear(tool("r2", "c", "g"));
    assertThat(talk.takeOutputs()).containsExactly(new Output.ToolCall("c-2", "g", "{}"));
    talk.takeEvents();
    talk.told(new Input.ToolReturned("c-2", "2", "returned"), now);
    assertThat(talk.takeEvents()).containsExactly(new ClientEvent.ToolOutput("c", "2"));
  }

  @Test
  void aResponseThatFailsAfterItsToolIsNotAskedForBesideTheToolsOutput() {
    answering("r1");
    hear(tool("r1", "c", "f"));
    hear(new ServerEvent.ResponseDone("r1", Status.FAILED, "server_error"));
    events();
    talk.tick(now + 5000);
    assertThat(events()).isEmpty();
    talk.told(new Input.ToolReturned("c", "1", "returned"), now + 5000);
    assertThat(events()).containsExactly("ToolOutput", "Respond");
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.class,
      names = {"COMPLETED", "INCOMPLETE", "CANCELLED"})
  void aResponseThatBringsNothingIsAskedForAgainAndThenApologisedFor(Status status) {
    answering("r1");
    talk.takeOutputs();
    hear(new ServerEvent.Words("r1", "i1", "never spoken"));
    hear(new ServerEvent.ResponseDone("r1", status, "why"));
    assertThat(talk.takeOddity().orElseThrow())
        .contains("neither sound nor a tool", status.name().toLowerCase(Locale.ROOT), "why");
    assertThat(talk.takeOutputs()).isEmpty();
    assertThat(events()).endsWith("Respond");
    hear(new ServerEvent.ResponseCreated("r2"));
    hear(new ServerEvent.ResponseDone("r2", status, ""));
    List<Output> outputs = talk.takeOutputs();
    assertThat(outputs).hasSize(2).endsWith(new Output.ReplyEnds());
    assertThat(((Output.ReplyFailed) outputs.get(0)).failure().kind())
        .isEqualTo(Kind.BROKE_PROTOCOL);
    assertThat(events()).isEmpty();
    turn();
    assertThat(events()).endsWith("Respond");
    reply("r3");
    assertThat(talk.takeBroken()).isEmpty();
  }

  @Test
  void aServerThatNeverBringsAnythingIsGivenUp() {
    ready();
    reply("r0");
    for (int turn = 1; turn <= 3; turn++) {
      turn();
      for (int time = 1; time <= 2; time++) {
        assertThat(talk.takeBroken()).isEmpty();
        hear(new ServerEvent.ResponseCreated("r" + turn + time));
        hear(new ServerEvent.ResponseDone("", Status.COMPLETED, ""));
      }
    }
    assertThat(talk.takeBroken().orElseThrow().kind()).isEqualTo(Kind.BROKE_PROTOCOL);
  }

  @Test
  void nothingIsMissedAfterATool() {
    answering("r1");
    hear(tool("r1", "c", "f"));
    hear(new ServerEvent.ResponseDone("r1", Status.COMPLETED, ""));
    events();
    assertThat(talk.takeOddity()).isEmpty();
    talk.told(new Input.ToolReturned("c", "bye", "at-the-end"), now); // the words before the end
    assertThat(events()).containsExactly("ToolOutput", "Respond");
    hear(new ServerEvent.ResponseCreated("r2"));
    talk.takeOutputs();
    hear(new ServerEvent.ResponseDone("r2", Status.COMPLETED, ""));
    assertThat(talk.takeOutputs()).containsExactly(new Output.ReplyEnds());
    assertThat(events()).isEmpty();
  }

  @Test
  void aServerThatHearsTheCallerItselfMayCutAResponseBeforeItsSound() {
    talk = talk("server-vad");
    answering("r1");
    talk.takeOutputs();
    events();
    hear(new ServerEvent.ResponseDone("r1", Status.CANCELLED, "turn_detected"));
    assertThat(events()).isEmpty();
    assertThat(talk.takeOutputs()).containsExactly(new Output.ReplyEnds());
    assertThat(talk.takeOddity()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "response_cancel_not_active, ''",
    "response_cancel_not_active, cancel-r1",
    "response_cancel_not_active, e1",
    "not_found, cancel-r1"
  })
  void whereThereIsNothingToCancelTheCallerIsAnsweredAtOnce(String code, String cause) {
    answering("r1");
    sound("r1", "i1", SECOND);
    events();
    talk.told(new Input.Interrupted(300, "", "reply-1"), now);
    turn();
    assertThat(events()).contains("Cancel", "Truncate", "Commit").doesNotContain("Respond");
    hear(new ServerEvent.Fault("invalid_request_error", "")); // of the truncation
    assertThat(events()).isEmpty();
    hear(new ServerEvent.Fault(code, cause));
    assertThat(events()).containsExactly("Respond");
    hear(new ServerEvent.ResponseCreated("r2"));
    hear(new ServerEvent.ResponseDone("r1", Status.CANCELLED, "")); // late
    hear(new ServerEvent.Fault(code, "cancel-r1"));
    talk.takeOutputs();
    sound("r2", "i2", SECOND);
    assertThat(talk.takeOutputs()).hasAtLeastOneElementOfType(Output.Audio.class);
  }

  @Test
  void anErrorOfACancelThatWasAnsweredDoesNotEndTheNextWait() {
    answering("r1");
    sound("r1", "i1", SECOND);
    talk.told(new Input.Interrupted(300, "", "reply-1"), now);
    turn();
    hear(new ServerEvent.ResponseDone("r1", Status.COMPLETED, ""));
    assertThat(events()).endsWith("Respond");
    hear(new ServerEvent.Fault("response_cancel_not_active", ""));
    assertThat(events()).isEmpty();
    assertThat(talk.takeOddity()).isEmpty();
    hear(new ServerEvent.ResponseCreated("r2"));
    sound("r2", "i2", SECOND);
    assertThat(talk.takeOutputs()).hasAtLeastOneElementOfType(Output.Audio.class);
  }

  @Test
  void theEndOfACancelledResponseThatIsNeverToldIsNotWaitedForLong() {
    answering("r1");
    sound("r1", "i1", SECOND);
    talk.told(new Input.Interrupted(300, "", "reply-1"), now);
    turn();
    events();
    talk.tick(now + 1999);
    assertThat(events()).isEmpty();
    talk.tick(now + 2000);
    assertThat(events()).containsExactly("Respond");
  }

  @Test
  void aServerThatNeverEndsItsResponseIsToldToAndThenLeft() {
    ready();
    List<String> sent = new ArrayList<>();
    for (int time = 0; time < 20 && talk.takeBroken().isEmpty(); time++) {
      sent.addAll(events());
      hear(new ServerEvent.Fault("conversation_already_has_active_response", ""));
      now += 2000;
      talk.tick(now);
    }
    assertThat(sent.stream().filter("Cancel"::equals)).hasSize(1);
    assertThat(sent.stream().filter("Respond"::equals)).hasSize(9);
  }

  @Test
  void aResponseThatIsNotWantedAnyMoreIsNotAskedForAgainOnceTheServerIsFree() {
    reply0();
    turn();
    events();
    talk.told(new Input.CallerTurn(Step.BEGINS), now);
    caller(300);
    talk.told(new Input.CallerTurn(Step.COMPLETE), now); // goes on: the first answer is unwanted
    events();
    hear(new ServerEvent.Fault("conversation_already_has_active_response", ""));
    talk.tick(now + 500);
    assertThat(events()).containsExactly("Respond");
    hear(new ServerEvent.ResponseCreated("r2"));
    hear(new ServerEvent.ResponseDone("r2", Status.FAILED, "x"));
  }

  @Test
  void aServerThatWasBusyForAWhileHasAsMuchTimeAgain() {
    ready();
    for (int response = 1; response <= 2; response++) {
      events();
      for (int time = 0; time < 3; time++) {
        hear(new ServerEvent.Fault("conversation_already_has_active_response", ""));
        now += 2000;
        talk.tick(now);
        assertThat(events()).containsExactly("Respond");
      }
      reply("r" + response);
      turn();
    }
  }

  @Test
  void aReplyThatWasInterruptedIsNotAskedForAgainOnceTheServerIsFree() {
    afterATool();
    talk.told(new Input.Interrupted(300, "", "reply-1"), now);
    events();
    hear(new ServerEvent.Fault("conversation_already_has_active_response", ""));
    talk.tick(now + 5000);
    assertThat(events()).isEmpty();
  }

  @Test
  void aTurnThatIsCompleteMeanwhileComesBeforeWhatAMuteResponseWasToBring() {
    afterATool();
    hear(new ServerEvent.ResponseCreated("r2"));
    turn();
    events();
    talk.takeOutputs();
    hear(new ServerEvent.ResponseDone("r2", Status.COMPLETED, ""));
    assertThat(talk.takeOddity()).isEmpty();
    assertThat(talk.takeOutputs()).endsWith(new Output.ReplyEnds());
    assertThat(events()).containsExactly("Respond");
  }

  @Test
  void aNewTurnOfTheCallerIsAskedForTwiceToo() {
    answering("r1");
    hear(new ServerEvent.ResponseDone("r1", Status.COMPLETED, "")); // asked again
    turn();
    hear(new ServerEvent.ResponseCreated("r2"));
    hear(new ServerEvent.ResponseDone("r2", Status.CANCELLED, ""));
    events();
    hear(new ServerEvent.ResponseCreated("r3"));
    talk.takeOutputs();
    hear(new ServerEvent.ResponseDone("r3", Status.COMPLETED, ""));
    assertThat(events()).containsExactly("Respond");
    assertThat(talk.takeOutputs()).isEmpty();
  }

  // ---- sound behind the end of its response

  @Test
  void soundBehindTheEndOfItsResponseIsHeard() {
    reply0();
    talk.takeOutputs();
    sound("r0", "item-r0", SECOND);
    List<Output> outputs = talk.takeOutputs();
    assertThat(outputs).startsWith(new Output.ReplyBegins("reply-2")).hasSize(2);
    assertThat(outputs).hasAtLeastOneElementOfType(Output.Audio.class);
    talk.tick(now + 499);
    assertThat(talk.takeOutputs()).isEmpty();
    talk.tick(now + 500);
    assertThat(talk.takeOutputs())
        .containsExactly(new Output.Mark("reply-2"), new Output.ReplyEnds());
    events();
    talk.told(new Input.Interrupted(300, "", "reply-2"), now);
    assertThat(talk.takeEvents()).containsExactly(new ClientEvent.Truncate("item-r0", 1300));
  }

  @Test
  void aResponseWhoseSoundComesBehindItsEndIsNotMissed() {
    answering("r1");
    hear(new ServerEvent.Words("r1", "i1", "Hello there"));
    hear(new ServerEvent.ResponseDone("r1", Status.COMPLETED, ""));
    talk.takeOutputs();
    events();
    sound("r1", "i1", SECOND);
    assertThat(words()).isEqualTo("Hello there");
    hear(new ServerEvent.ResponseCreated("r2")); // asked for, since the first had brought nothing
    assertThat(talk.takeEvents()).containsExactly(new ClientEvent.Cancel("r2"));
    sound("r2", "i2", SECOND);
    hear(new ServerEvent.ResponseDone("r2", Status.CANCELLED, ""));
    assertThat(talk.takeOutputs()).isEmpty();
    now += 500;
    talk.tick(now);
    assertThat(talk.takeOutputs())
        .containsExactly(new Output.Mark("reply-1"), new Output.ReplyEnds());
    assertThat(events()).isEmpty();
  }

  @Test
  void aResponseThatWasAskedForInVainStopsOnceTheMissingSoundComes() {
    answering("r1");
    hear(new ServerEvent.ResponseDone("r1", Status.COMPLETED, ""));
    hear(new ServerEvent.ResponseCreated("r2"));
    events();
    sound("r1", "i1", SECOND);
    assertThat(talk.takeEvents()).containsExactly(new ClientEvent.Cancel("r2"));
  }

  static Stream<Consumer<RealtimeTalkTest>> whyLateSoundIsNotWanted() {
    return Stream.of(
        test -> test.talk.told(new Input.Interrupted(300, "", "reply-1"), test.now),
        test -> test.turn(),
        test -> test.reply("r2"),
        test -> {
          test.talk.disconnected();
          test.ready();
        });
  }

  @ParameterizedTest
  @MethodSource("whyLateSoundIsNotWanted")
  void soundBehindTheEndOfItsResponseIsDroppedOnceItIsNotWanted(Consumer<RealtimeTalkTest> why) {
    reply0();
    why.accept(this);
    talk.takeOutputs();
    sound("r0", "item-r0", SECOND);
    assertThat(talk.takeOutputs()).isEmpty();
  }

  @Test
  void soundOfAResponseThatWasStoppedIsNotHeardBehindItsEnd() {
    answering("r1");
    sound("r1", "i1", SECOND);
    talk.told(new Input.Interrupted(300, "", "reply-1"), now);
    hear(new ServerEvent.ResponseDone("r1", Status.COMPLETED, ""));
    talk.takeOutputs();
    sound("r1", "i1", SECOND);
    assertThat(talk.takeOutputs()).isEmpty();
  }

  @Test
  void aServerThatHearsTheCallerItselfIsNotHeardOverThem() {
    talk = talk("server-vad");
    reply0();
    hear(new ServerEvent.SpeechStarted("i2"));
    talk.takeOutputs();
    sound("r0", "item-r0", SECOND);
    assertThat(talk.takeOutputs()).isEmpty();
  }

  // ---- errors that name no event of ours

  @ParameterizedTest
  @CsvSource({"invalid_value, ''", "invalid_value, event_17", "'', ''", "x, respond-2"})
  void anErrorThatCanOnlyBeOfTheResponseThatIsAskedForIsItsRefusal(String code, String cause) {
    reply0();
    turn();
    hear(new ServerEvent.Committed("i1"));
    events();
    hear(new ServerEvent.Fault(code, cause));
    talk.tick(now + 199);
    assertThat(events()).isEmpty();
    talk.tick(now + 200);
    assertThat(events()).containsExactly("Respond");
  }

  @Test
  void aServerThatRefusesEachResponseWithoutNamingItIsGivenUp() {
    ready();
    for (int time = 1; time <= 4; time++) {
      assertThat(talk.takeBroken()).isEmpty();
      hear(new ServerEvent.Fault("invalid_value", ""));
      now += 2000;
      talk.tick(now);
    }
    assertThat(talk.takeBroken().orElseThrow().kind()).isEqualTo(Kind.REJECTED_REQUEST);
  }

  @Test
  void anErrorThatMayBeOfSomethingElseIsNoRefusal() {
    answering("r1");
    sound("r1", "i1", SECOND);
    hear(new ServerEvent.ResponseDone("r1", Status.COMPLETED, ""));
    talk.told(new Input.Interrupted(300, "", "reply-1"), now);
    talk.told(new Input.Key('#'), now);
    assertThat(events()).endsWith("Truncate", "Message", "Respond");
    hear(new ServerEvent.Fault("invalid_value", "")); // of the truncation
    talk.tick(now + 3000);
    assertThat(events()).isEmpty();
    hear(new ServerEvent.Fault("invalid_value", "change-1"));
    talk.tick(now + 3000);
    assertThat(events()).isEmpty();
    hear(new ServerEvent.Fault("invalid_value", ""));
    talk.tick(now + 3000);
    assertThat(events()).containsExactly("Respond");
  }

  @Test
  void aResponseThatComesAllTheSameIsNotAskedForTwice() {
    ready();
    events();
    hear(new ServerEvent.Fault("invalid_value", ""));
    reply("r1");
    talk.tick(now + 3000);
    assertThat(events()).isEmpty();
  }

  @Test
  void aCommitThatIsRefusedIsNotSentAgain() {
    reply0();
    turn();
    hear(new ServerEvent.Fault("input_audio_buffer_commit_empty", ""));
    reply("r1");
    talk.disconnected();
    talk.connected(now);
    events();
    hear(new ServerEvent.SessionUpdated());
    assertThat(events()).doesNotContain("Append", "Commit");
  }

  @Test
  void aCommitThatWasNotTakenWhenItsResponseComesIsNotWaitedFor() {
    reply0();
    talk.told(new Input.MarkReached("reply-1"), now);
    turn();
    reply("r1");
    talk.told(new Input.MarkReached("reply-2"), now);
    events();
    talk.told(new Input.CallerTurn(Step.SILENT), now);
    assertThat(events()).containsExactly("Respond");
  }

  @Test
  void whatIsAnsweredBehindACommitSettlesIt() {
    reply0();
    turn();
    talk.told(new Input.Interrupted(300, "", "reply-1"), now);
    hear(new ServerEvent.Other("conversation.item.truncated"));
    talk.disconnected();
    talk.connected(now);
    events();
    hear(new ServerEvent.SessionUpdated());
    assertThat(events()).doesNotContain("Commit");
  }

  @Test
  void anErrorOfTheServersBeforeItsSessionIsReadyEndsTheConnection() {
    talk.connected(now);
    hear(new ServerEvent.Fault("x", ""));
    assertThat(talk.takeBroken()).isEmpty();
    hear(new ServerEvent.Fault("server_error", ""));
    assertThat(talk.takeBroken().orElseThrow().kind()).isEqualTo(Kind.OVERLOADED);
    hear(new ServerEvent.SessionUpdated());
    hear(new ServerEvent.Fault("server_error", "change-1"));
    assertThat(talk.takeBroken()).isEmpty();
  }

  // ---- sessions

  @Test
  void aSessionIsReadyOnceItIsAsItShouldBe() {
    assertThat(talk.opened()).isFalse();
    talk.connected(now);
    hear(new ServerEvent.SessionCreated());
    assertThat(talk.ready()).isFalse();
    hear(new ServerEvent.SessionUpdated());
    assertThat(talk.ready()).isTrue();
    assertThat(talk.opened()).isTrue();
    turn();
    talk.disconnected();
    assertThat(talk.takeEvents()).isEmpty();
    assertThat(talk.ready()).isFalse();
    assertThat(talk.opened()).isTrue();
    talk.connected(now);
    talk.connected(now);
    assertThat(events()).containsExactly("UpdateSession");
  }

  @Test
  void aSessionIsOldAfterAsLongAsTheSettingsTell() {
    ready();
    long renewAfter = now + Duration.ofMinutes(50).toMillis();
    long renewBy = now + Duration.ofMinutes(58).toMillis();
    assertThat(talk.wantsRenewal(renewBy - 1)).isFalse(); // a response is asked for
    assertThat(talk.wantsRenewal(renewBy)).isTrue();
    reply("r1");
    talk.told(new Input.MarkReached("reply-1"), now);
    assertThat(talk.wantsRenewal(renewAfter - 1)).isFalse();
    assertThat(talk.wantsRenewal(renewAfter)).isTrue();
  }

  @Test
  void aCallThatBeginsIsGreetedAndOneThatComesBackIsNot() {
    ready();
    assertThat(talk.takeEvents())
        .contains(new ClientEvent.Respond(
            "respond-1",
            PromptData.of("You talk to {callerId}.\n\nSay hello.", Map.of("callerId", "7")),
            true));
    talk = new RealtimeTalk(
        settings("ours"),
        new Request(
            "call-1",
            "en",
            Map.of(),
            List.of(new Line(true, "Hello")),
            true,
            List.of(),
            Session.SAME),
        firstSounds::add);
    ready();
    assertThat(talk.takeEvents())
        .contains(
            new ClientEvent.Message(true, "Hello"), new ClientEvent.Respond("respond-1", "", true));
  }

  @Test
  void aBotThatDoesNotGreetGoesOnWithACallThatComesBack() {
    RealtimeSettings usual = settings("ours");
    RealtimeSettings silent = new RealtimeSettings(
        usual.url(),
        usual.key(),
        usual.beta(),
        usual.model(),
        usual.voice(),
        usual.instructions(),
        usual.greeting(),
        usual.reprompt(),
        false,
        usual.audio(),
        usual.detection(),
        usual.transcription(),
        usual.noiseReduction(),
        usual.speed(),
        usual.maxOutputTokens(),
        usual.limits());
    talk = new RealtimeTalk(silent, REQUEST, firstSounds::add);
    ready();
    assertThat(events()).doesNotContain("Respond");
    List<Line> history = List.of(new Line(true, "Hello"));
    talk = new RealtimeTalk(
        silent,
        new Request("call-1", "en", Map.of(), history, true, List.of(), Session.SAME),
        firstSounds::add);
    ready();
    assertThat(events()).endsWith("Respond");
  }

  @Test
  void turnsAreFoundByWhoeverTheCallAsksFor() {
    reply0();
    talk.takeEvents();
    talk.told(detected("server-vad"), now);
    talk.told(new Input.CallerTurn(Step.BEGINS), now);
    talk.told(new Input.Audio(0, new AudioFrame(24_000, new short[2400])), now);
    talk.told(new Input.CallerTurn(Step.COMPLETE), now);
    talk.told(detected("ours"), now);
    List<ClientEvent> sent = talk.takeEvents();
    assertThat(sent.stream().map(event -> event.getClass().getSimpleName()))
        .containsExactly("UpdateSession", "Append", "ClearInput", "UpdateSession");
    assertThat(((ClientEvent.UpdateSession) sent.get(0)).id()).isEqualTo("change-1");
    assertThat(((ClientEvent.UpdateSession) sent.get(3)).id()).isEqualTo("change-2");
  }

  @Test
  void aCallThatGoesOnInAnotherLanguageIsToldOfInIt() {
    ready();
    events();
    LanguagePack french = LanguagePack.shipped("fr");
    talk.told(
        new Input.InLanguage(
            french, Map.of("callerId", "7"), List.of(new ToolSpec("look_up", "Cherche.", "{}"))),
        now);
    talk.told(
        new Input.SessionChanged(new Session(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of("fr"))),
        now);
    ClientEvent.UpdateSession told =
        (ClientEvent.UpdateSession) talk.takeEvents().get(0);
    assertThat(told.tools()).extracting(ToolSpec::description).containsExactly("Cherche.");
    assertThat(told.transcription().language()).isEqualTo("fr");
    talk.told(new Input.WrapUp(Duration.ofSeconds(20)), now);
    talk.told(new Input.Key('7'), now);
    talk.tick(now + 60_000);
    List<ClientEvent> events = talk.takeEvents();
    assertThat(events)
        .contains(
            new ClientEvent.Note(french.wording().of(Wording.Text.TIME_LEFT, 20)),
            new ClientEvent.Message(true, french.wording().of(Wording.Text.KEYS, "7")));
  }

  private static Input detected(String by) {
    return new Input.SessionChanged(
        new Session(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(by)));
  }

  @Test
  void aRateLimitIsWaitedFor() {
    reply0();
    events();
    hear(new ServerEvent.RateLimit(1500));
    turn();
    assertThat(events()).doesNotContain("Respond");
    talk.tick(now + 1499);
    assertThat(events()).isEmpty();
    talk.tick(now + 1500);
    assertThat(events()).containsExactly("Respond");
  }

  @Test
  void aTurnThatWasAnsweredIsNotSentAgain() {
    reply0();
    turn();
    hear(new ServerEvent.Committed("i1"));
    reply("r1");
    talk.disconnected();
    talk.connected(now);
    events();
    hear(new ServerEvent.SessionUpdated());
    assertThat(events()).isEmpty();
  }

  @Test
  void wordsThatAFailedResponseDidNotVoiceAreNotToldWithTheNext() {
    answering("r1");
    sound("r1", "i1", SECOND);
    hear(new ServerEvent.Words("r1", "i1", "one two three four five six "));
    hear(new ServerEvent.ResponseDone("r1", Status.FAILED, "server_error"));
    reply("r2");
    assertThat(words()).isEqualTo("one two three");
  }

  @Test
  void allWordsOfAnItemNameItsResponse() {
    ready();
    hear(new ServerEvent.ResponseCreated(""));
    hear(new ServerEvent.AllWords("r1", "i1", "Hello"));
    talk.takeOutputs();
    sound("r2", "i1", SECOND);
    assertThat(talk.takeOutputs()).isEmpty();
  }

  @Test
  void noTurnIsLostWhereTheServerTakesNoneBeforeItsSessionEnds() {
    reply0();
    turn();
    turn();
    talk.disconnected();
    talk.connected(now);
    events();
    hear(new ServerEvent.SessionUpdated());
    assertThat(events())
        .containsExactly(
            "Append", "Append", "Append", "Append", "Append", "Append", "Commit", "Respond");
  }

  @Test
  void aServersOwnResponseThatIsLostIsNotReplacedByTheGreeting() {
    talk = talk("server-vad");
    reply0();
    hear(new ServerEvent.ResponseCreated("r1"));
    talk.disconnected();
    talk.connected(now);
    talk.takeEvents();
    hear(new ServerEvent.SessionUpdated());
    assertThat(talk.takeEvents()).contains(new ClientEvent.Respond("respond-2", "", true));
  }

  @Test
  void aServersOwnResponseThatFailsIsNotReplacedByTheGreeting() {
    talk = talk("server-vad");
    reply0();
    talk.takeEvents();
    hear(new ServerEvent.ResponseCreated("r1"));
    hear(new ServerEvent.ResponseDone("r1", Status.FAILED, "server_error"));
    talk.tick(now + 200);
    assertThat(talk.takeEvents()).containsExactly(new ClientEvent.Respond("respond-2", "", true));
  }

  @Test
  void whatAServerFailedToSayIsAskedForInTheNextSession() {
    ready();
    for (int time = 1; time <= 4; time++) {
      hear(new ServerEvent.ResponseCreated("r" + time));
      hear(new ServerEvent.ResponseDone("r" + time, Status.FAILED, "server_error"));
      now += 2000;
      talk.tick(now);
    }
    talk.disconnected();
    talk.connected(now);
    events();
    hear(new ServerEvent.SessionUpdated());
    assertThat(events()).endsWith("Respond");
  }

  /** A reply has begun, its tool has returned, and the next response is asked for. */
  private void afterATool() {
    answering("r1");
    sound("r1", "i1", SECOND);
    hear(tool("r1", "c", "f"));
    hear(new ServerEvent.ResponseDone("r1", Status.COMPLETED, ""));
    events();
    talk.told(new Input.ToolReturned("c", "1", "returned"), now);
    assertThat(events()).containsExactly("ToolOutput", "Respond");
  }

  private void reply0() {
    ready();
    reply("r0");
  }

  private static Input changed(String voice) {
    return new Input.SessionChanged(
        new Session(Optional.empty(), Optional.of(voice), Optional.empty(), Optional.empty()));
  }

  private void ready() {
    talk.connected(now);
    hear(new ServerEvent.SessionUpdated());
  }

  private void answering(String response) {
    if (!talk.ready()) {
      ready();
    }
    hear(new ServerEvent.ResponseCreated(response));
  }

  /** A whole response of a second. */
  private void reply(String response) {
    hear(new ServerEvent.ResponseCreated(response));
    sound(response, "item-" + response, SECOND);
    hear(new ServerEvent.ResponseDone(response, Status.COMPLETED, ""));
  }

  private static ServerEvent tool(String response, String call, String name) {
    return new ServerEvent.ToolTold(
        response, new ToolPart("item-" + call, call, name, "{}", Told.WHOLE));
  }

  private void turn() {
    caller(300);
    talk.told(new Input.CallerTurn(Step.COMPLETE), now);
  }

  private void caller(int ms) {
    talk.told(new Input.CallerTurn(Step.BEGINS), now);
    talk.told(new Input.Audio(0, new AudioFrame(24_000, new short[24 * ms])), now);
  }

  private void sound(String response, String item, byte[] sound) {
    hear(new ServerEvent.Audio(response, item, sound));
  }

  private void hear(ServerEvent event) {
    talk.hear(event, now);
  }

  /** Of the bot, told since outputs were taken last. */
  private String words() {
    return talk.takeOutputs().stream()
        .map(output -> output instanceof Output.Words words ? words.more() : "")
        .reduce("", String::concat);
  }

  private List<String> events() {
    return talk.takeEvents().stream()
        .map(event -> event.getClass().getSimpleName())
        .toList();
  }

  private RealtimeTalk talk(String detection) {
    return new RealtimeTalk(settings(detection), REQUEST, firstSounds::add);
  }

  private static RealtimeSettings settings(String detection) {
    return RealtimeSettingsOf.settings(URI.create("ws://h/v1/realtime"), false, detection);
  }
}
