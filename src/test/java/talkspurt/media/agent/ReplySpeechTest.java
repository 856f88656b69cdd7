package talkspurt.media.agent;

import static org.assertj.core.api.Assertions.assertThat;

import akka.NotUsed;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import talkspurt.call.CallPlan;
import talkspurt.call.Digits;
import talkspurt.call.Instruction;
import talkspurt.call.PhoneNumber;
import talkspurt.call.SpokenPart;
import talkspurt.call.SpokenText;
import talkspurt.call.ToolUse;
import talkspurt.call.TranscriptEntry;
import talkspurt.call.TurnInput;
import talkspurt.fake.CountedWorld;
import talkspurt.fake.FakeResponder;
import talkspurt.fake.FakeSynthesizer;
import talkspurt.fake.FakeTranscriber;
import talkspurt.fake.Sounds;
import talkspurt.fake.Turns;
import talkspurt.media.playout.TtsPiece;
import talkspurt.media.playout.TtsPiece.SegmentBegins;
import talkspurt.media.playout.TtsPiece.SegmentBreaks;
import talkspurt.media.playout.TtsPiece.SegmentEnds;
import talkspurt.media.playout.TtsPiece.Sound;
import talkspurt.media.profile.Agents;
import talkspurt.media.profile.Filler;
import talkspurt.media.profile.Profile;
import talkspurt.media.profile.Prompt;
import talkspurt.media.profile.Voice;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.Responder;
import talkspurt.provider.Responder.Part;
import talkspurt.provider.Toolbox;
import talkspurt.provider.Tools;
import talkspurt.provider.UsageMeter;

class ReplySpeechTest {

  private static final Instant NOW = Instant.parse("2026-11-30T08:05:00Z");

  private static final FillerHooks NO_WAITS = new FillerHooks() {
    @Override
    public Optional<String> filler(String waitsFor) {
      return Optional.empty();
    }

    @Override
    public void agentSpoke() {}

    @Override
    public void sounded() {}
  };

  private final CountedWorld world = new CountedWorld();
  private final FakeResponder responder = new FakeResponder(world);
  private final FakeSynthesizer synthesizer = new FakeSynthesizer();
  private final List<Part.UseTool> tools = new ArrayList<>();
  private final List<ProviderFailure> failures = new ArrayList<>();
  private int agentFailures;

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void aGreetingIsSaidSentenceBySentence() {
    ReplySpeech speech = speech(new Prompt.Say("Good morning. How can I help?"));
    assertThat(said(speech.greeting(new Instruction.Greet(plan(""), SpokenText.NOTHING), NO_WAITS)))
        .containsExactly("Good morning.", "How can I help?");
  }

  @Test
  void aGreetingSaysWhatIsKnownOfTheCallAndTheClock() {
    Prompt greeting =
        new Prompt.Say("Good {part-of-day}, {tier} customer. It is {weekday}. {nobody|Welcome}.");
    ReplySpeech speech = speech(greeting);
    assertThat(said(speech.greeting(new Instruction.Greet(plan(""), SpokenText.NOTHING), NO_WAITS)))
        .containsExactly("Good morning, gold customer.", "It is Monday.", "Welcome.");
    assertThat(said(speech(greeting, "de")
            .greeting(new Instruction.Greet(plan("de"), SpokenText.NOTHING), NO_WAITS)))
        .contains("It is Montag.");
  }

  @Test
  void whatWasHeardOfAGreetingIsNotSaidAgain() {
    ReplySpeech speech = speech(new Prompt.Say("Good morning. How can I help?"));
    assertThat(
            said(speech.greeting(new Instruction.Greet(plan(""), text("Good morning.")), NO_WAITS)))
        .containsExactly("How can I help?");
  }

  @Test
  void aRecordingComesInSmallPieces() {
    ReplySpeech speech = speech(new Prompt.Play(Sounds.tones(16000, 990, -20, 440), "A tone."));
    List<TtsPiece> pieces =
        pieces(speech.greeting(new Instruction.Greet(plan(""), SpokenText.NOTHING), NO_WAITS));
    assertThat(pieces).hasSize(2 + 50);
    assertThat(pieces.get(0)).isEqualTo(new SegmentBegins("A tone."));
    assertThat(pieces.get(51)).isEqualTo(new SegmentEnds());
    int samples = 0;
    for (TtsPiece piece : pieces.subList(1, 51)) {
      samples += ((Sound) piece).frame().samples().length;
    }
    assertThat(samples).isEqualTo(16 * 990);
  }

  @Test
  void theAgentIsToldAllItMayKnow() {
    responder.to("hours", "From nine.");
    List<TranscriptEntry> history = List.of(
        new TranscriptEntry(TranscriptEntry.Speaker.BOT, Instant.EPOCH, text("Hello.")),
        new TranscriptEntry(TranscriptEntry.Speaker.CALLER, Instant.EPOCH, text("hours")));
    TurnInput cue = new TurnInput.Words(text("hours"));
    assertThat(said(reply(answer(plan("de"), cue, history, "")))).containsExactly("From nine.");
    Responder.Request asked = responder.asked().get(0);
    assertThat(asked.language()).isEqualTo("de");
    assertThat(asked.cue()).isEqualTo(new Responder.Cue.Words("hours"));
    assertThat(asked.history())
        .containsExactly(
            new Responder.Line(Responder.Speaker.BOT, "Hello."),
            new Responder.Line(Responder.Speaker.CALLER, "hours"));
    assertThat(asked.variables())
        .containsEntry("callerId", "+441234")
        .containsEntry("dnid", "100")
        .containsEntry("lext", "s")
        .containsEntry("tier", "gold")
        .containsEntry("now", "2026-11-30 08:05")
        .containsEntry("time-zone", "Z");
  }

  @Test
  void everyCueHasItsWord() {
    Map<TurnInput, Responder.Cue> words = Map.of(
        new TurnInput.Words(text("hi")), new Responder.Cue.Words("hi"),
        new TurnInput.Keys(new Digits("42")), new Responder.Cue.Digits("42"),
        new TurnInput.Silence(2), new Responder.Cue.Silence(2),
        new TurnInput.TransferFailed(), new Responder.Cue.TransferFailed(),
        new TurnInput.HandedOff(), new Responder.Cue.HandedOff(),
        new TurnInput.Unprompted(), new Responder.Cue.Words(""));
    assertThat(words.keySet().stream().<Class<?>>map(Object::getClass))
        .as("nobody is asked for a goodbye")
        .doesNotContain(TurnInput.TimeUp.class)
        .hasSize(TurnInput.class.getPermittedSubclasses().length - 1);
    words.forEach((cue, word) -> {
      pieces(reply(answer(plan(""), cue, List.of(), "")));
      assertThat(responder.asked().get(responder.asked().size() - 1).cue()).isEqualTo(word);
    });
  }

  @Test
  void theGoodbyeGoesOnWhereItWasHeard() {
    Instruction.Answer goodbye = answer(plan(""), new TurnInput.TimeUp(), List.of(), "");
    assertThat(said(speech(new Prompt.Say("")).goodbye(goodbye)))
        .containsExactly("Our time is up.", "Goodbye.");
    Instruction.Answer again =
        answer(plan(""), new TurnInput.TimeUp(), List.of(), "Our time is up.");
    assertThat(said(speech(new Prompt.Say("")).goodbye(again))).containsExactly("Goodbye.");
    assertThat(responder.asked()).isEmpty();
  }

  @Test
  void whatWasHeardOfAReplyIsNotSaidAgain() {
    responder.to("hours", "From nine.", "To five.", "Every day.");
    TurnInput cue = new TurnInput.Words(text("hours"));
    Instruction.Answer again = answer(plan(""), cue, List.of(), "From nine. To five.");
    assertThat(said(reply(again))).containsExactly("Every day.");
    assertThat(responder.asked().get(0).language()).isEqualTo("en");
  }

  @Test
  void fillersHeardBeforeAreNoPartOfTheReplyEvenWhereTheReplyHasTheSameWords() {
    responder.to("hours", "One moment.", "From nine.", "To five.");
    TurnInput cue = new TurnInput.Words(text("hours"));
    SpokenText heard = SpokenText.of(SpokenPart.Kind.FILLER, "One moment.")
        .then(text("One moment. From nine."))
        .then(SpokenText.of(SpokenPart.Kind.FILLER, "One moment."));
    Instruction.Answer again =
        new Instruction.Answer(plan(""), 1, cue, List.of(), heard, List.of());
    assertThat(said(reply(again))).containsExactly("To five.");
    assertThat(responder.asked().get(0).heard()).isEqualTo("One moment. From nine.");
  }

  @Test
  void ofItsOwnWordsTheAgentIsToldItsAnswersAndThatItFailed() {
    SpokenText filler = SpokenText.of(SpokenPart.Kind.FILLER, "One moment.");
    SpokenText apology = SpokenText.of(SpokenPart.Kind.APOLOGY, "Sorry.");
    List<TranscriptEntry> history = List.of(
        bot(1, filler),
        bot(2, filler.then(text("From nine."))),
        bot(3, filler.then(apology)),
        bot(4, text("Open").then(apology)));
    ToolUse used = new ToolUse(at(2), 1, "k", "book", Map.of(), Optional.of("done"), false);
    pieces(reply(new Instruction.Answer(
        plan(""),
        5,
        new TurnInput.Words(text("hours")),
        history,
        SpokenText.NOTHING,
        List.of(used))));
    Responder.Request asked = responder.asked().get(0);
    assertThat(asked.history())
        .containsExactly(
            new Responder.Line(Responder.Speaker.BOT, "From nine.", false, false),
            new Responder.Line(Responder.Speaker.BOT, "", false, true),
            new Responder.Line(Responder.Speaker.BOT, "Open", false, true));
    assertThat(asked.used().get(0).afterLine()).isEqualTo(1);
  }

  private static TranscriptEntry bot(int second, SpokenText words) {
    return new TranscriptEntry(TranscriptEntry.Speaker.BOT, at(second), words);
  }

  private static Instant at(int second) {
    return Instant.EPOCH.plusSeconds(second);
  }

  @Test
  void toolsAndFailuresAreToldInTheirPlace() {
    responder
        .to("sales", "I connect you.")
        .thenTool("sales", "transfer_call", Map.of("destination", "a,b,1"))
        .thenFails("sales");
    TurnInput cue = new TurnInput.Words(text("sales"));
    assertThat(said(reply(answer(plan(""), cue, List.of(), ""))))
        .containsExactly("I connect you.", "Sorry.");
    assertThat(tools)
        .containsExactly(new Part.UseTool("transfer_call", Map.of("destination", "a,b,1")));
    assertThat(failures).hasSize(1);
    assertThat(agentFailures).isEqualTo(1);
  }

  @Test
  void aSentenceThatCannotBeSaidIsASegmentWithoutSoundAndApologisedForAtTheEnd() {
    synthesizer.cannotSay("From nine.");
    responder.to("hours", "From nine.");
    TurnInput cue = new TurnInput.Words(text("hours"));
    assertThat(pieces(reply(answer(plan(""), cue, List.of(), ""))))
        .startsWith(new SegmentBegins("From nine."), new SegmentBreaks(), new SegmentEnds())
        .contains(new SegmentBegins("Sorry.", SpokenPart.Kind.APOLOGY));
    assertThat(failures).hasSize(1);
    assertThat(agentFailures).isEqualTo(1);
  }

  private ReplySpeech speech(Prompt greeting) {
    return speech(greeting, "en");
  }

  private ReplySpeech speech(Prompt greeting, String language) {
    Profile.Agent agent = new Profile.Agent(
        greeting,
        new Prompt.Say("Sorry."),
        new Prompt.Say("Our time is up. Goodbye."),
        new FakeTranscriber(world),
        List.of(),
        responder,
        false,
        new Voice(synthesizer, ""),
        1,
        Toolbox.empty(),
        Filler.none(),
        Optional.empty());
    return new ReplySpeech(
        Agents.Member.alone(agent, Turns.SETTINGS),
        new Profile("p", "en", Turns.SETTINGS, agent).zone(ZoneOffset.UTC).in(language),
        () -> NOW,
        tools::add,
        this::note,
        this::note,
        () -> agentFailures++,
        UsageMeter.NONE,
        new ReplyGuard.News() {
          @Override
          public void withheld(String rule, String sentence) {}

          @Override
          public void added(String rule) {}

          @Override
          public void asked(String outcome) {}
        });
  }

  private void note(ProviderFailure failure, boolean madeGood) {
    failures.add(failure);
  }

  private Source<TtsPiece, NotUsed> reply(Instruction.Answer answer) {
    TurnCommitted grant = new TurnCommitted(Tools.none(), Duration.ofSeconds(9));
    String language = answer.plan().language();
    return speech(new Prompt.Say(""), language)
        .reply(
            "call",
            answer,
            Optional.empty(),
            CompletableFuture.completedFuture(grant),
            false,
            Optional.empty(),
            NO_WAITS);
  }

  private List<String> said(Source<TtsPiece, NotUsed> speech) {
    return pieces(speech).stream()
        .filter(SegmentBegins.class::isInstance)
        .map(piece -> ((SegmentBegins) piece).words())
        .toList();
  }

  private List<TtsPiece> pieces(Source<TtsPiece, NotUsed> speech) {
    List<TtsPiece> pieces = new ArrayList<>();
    world.run(speech.toMat(Sink.foreach(pieces::add), Keep.none()));
    return pieces;
  }

  private static Instruction.Answer answer(
      CallPlan plan, TurnInput cue, List<TranscriptEntry> history, String heard) {
    return new Instruction.Answer(plan, 1, cue, history, text(heard), List.of());
  }

  private static CallPlan plan(String language) {
    return new CallPlan(
        new PhoneNumber("+441234"),
        new PhoneNumber("100"),
        "s",
        "",
        "receptionist",
        language,
        Map.of("tier", "gold"),
        true);
  }

  private static SpokenText text(String words) {
    return new SpokenText(words);
  }
}
