package talkspurt.check;

import static org.assertj.core.api.Assertions.assertThat;

import akka.NotUsed;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import talkspurt.audio.AudioFrame;
import talkspurt.doctor.Finding;
import talkspurt.fake.QuietKit;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.Responder;
import talkspurt.provider.Responder.Part;
import talkspurt.provider.SpeechToSpeech;
import talkspurt.provider.SpeechToSpeech.Input;
import talkspurt.provider.SpeechToSpeech.Output;
import talkspurt.provider.SttInput;
import talkspurt.provider.Synthesizer;
import talkspurt.provider.Synthesizer.Sound;
import talkspurt.provider.ToolSpec;
import talkspurt.provider.Transcriber;
import talkspurt.provider.TranscriptEvent;
import talkspurt.telemetry.NanoClock;

class ProfileCheckTest {

  @RegisterExtension
  static final QuietKit KIT = new QuietKit("check");

  private static final ProfileCheck.Words WORDS =
      new ProfileCheck.Words("en", "One moment.", "Who are you?");

  @Test
  void aVoiceThatSpeaksIsWellAndIsWhatRecognisersArePlayed() {
    List<SttInput> heard = new ArrayList<>();
    Transcriber transcriber = request -> Flow.of(SttInput.class).mapConcat(input -> {
      heard.add(input);
      return input instanceof SttInput.EndOfSpeech
          ? List.of(
              new TranscriptEvent.Partial(1, "one"), new TranscriptEvent.Final(1, "one moment"))
          : List.<TranscriptEvent>of();
    });
    List<Finding> findings = check(
        new Endpoint.Hears("ear", transcriber, List.of()),
        new Endpoint.Speaks("voice", speaking(8000), ""));
    assertThat(findings).extracting(Finding::failed).containsExactly(false, false);
    assertThat(findings.get(0).line())
        .startsWith("ok    voice: said “One moment.” in 100 ms of sound at 8000 Hz, -12 dBFS;");
    assertThat(findings.get(1).line()).contains("ear: understood “one moment”", "1 times words");
    assertThat(heard.stream()
            .filter(input -> input instanceof SttInput.Audio audio && loud(audio.frame())))
        .hasSizeBetween(5, 6);
  }

  @Test
  void whereNoVoiceSpeaksRecognisersArePlayedAnother() {
    Transcriber transcriber = request -> Flow.of(SttInput.class)
        .filter(input -> input instanceof SttInput.EndOfSpeech)
        .map(end -> new TranscriptEvent.Final(1, ""));
    List<Finding> findings = check(
        new Endpoint.Speaks("voice", silent(), ""),
        new Endpoint.Hears("ear", transcriber, List.of()));
    assertThat(findings.get(0).line()).startsWith("fail  voice: said 100 ms at -96 dBFS");
    assertThat(findings.get(1).line()).startsWith("warn  ear: answers, but understood none of");
  }

  @ParameterizedTest
  @EnumSource(ProviderFailure.Kind.class)
  void aFailureOfAnyProviderIsToldWithARemedy(ProviderFailure.Kind kind) {
    ProviderFailure failure = new ProviderFailure(kind, "p", "said so");
    Synthesizer voice = request -> Source.single(new Sound.Failed(failure));
    Transcriber ear =
        request -> Flow.of(SttInput.class).map(input -> new TranscriptEvent.Failed(1, failure));
    Responder agent = responder(Source.single(new Part.Failed(failure)));
    SpeechToSpeech bot = request ->
        Flow.fromSinkAndSourceCoupled(Sink.ignore(), Source.single(new Output.Failed(failure)));
    List<Finding> findings = check(
        new Endpoint.Speaks("it", voice, ""),
        new Endpoint.Hears("it", ear, List.of()),
        new Endpoint.Answers("it", agent, List::of),
        new Endpoint.Converses("it", bot));
    assertThat(findings)
        .hasSize(4)
        .allSatisfy(finding ->
            assertThat(finding.line()).startsWith("fail  it: " + kind + ", said so. Remedy: "));
  }

  @Test
  void aRecogniserThatWasColdIsAskedOnceMore() {
    AtomicInteger asked = new AtomicInteger();
    Transcriber cold = request -> {
      boolean first = asked.incrementAndGet() == 1;
      return Flow.of(SttInput.class)
          .filter(input -> input instanceof SttInput.EndOfSpeech)
          .map(end -> first
              ? new TranscriptEvent.Failed(
                  1, new ProviderFailure(ProviderFailure.Kind.TOO_SLOW, "p", "late"))
              : new TranscriptEvent.Final(1, "one moment"));
    };
    assertThat(only(new Endpoint.Hears("ear", cold, List.of())).line())
        .startsWith("ok    ear: understood “one moment”");
  }

  @Test
  void anAgentIsOfferedItsToolsAndRunsNone() {
    ToolSpec tool = new ToolSpec("book", "Books.", "{}");
    Responder agent = (request, tools) -> {
      assertThat(tools.offered()).containsExactly(tool);
      return Source.completionStage(tools.use("book", "{}"))
          .map(result -> new Part.Say("I could not: " + result.told()));
    };
    assertThat(only(new Endpoint.Answers("agent", agent, () -> List.of(tool))).line())
        .startsWith("ok    agent: answered “I could not: ")
        .contains("not run", "wished to use [book], which was not run");
  }

  @Test
  void anAgentThatStreamsIsSeenToDoSo() {
    List<Part> parts = List.of(new Part.Say("I am Ada."), new Part.Say("And you?"));
    assertThat(only(new Endpoint.Answers("agent", responder(Source.from(parts)), List::of))
            .line())
        .matches("ok    agent: answered “I am Ada. And you\\?”, the first of 2 parts after \\d+ ms,"
            + " the last after \\d+ ms");
  }

  @Test
  void anAgentWithoutAnAnswerFails() {
    assertThat(only(new Endpoint.Answers("agent", responder(Source.empty()), List::of))
            .line())
        .startsWith("fail  agent: answered nothing");
  }

  @Test
  void aBotThatGreetsIsWell() {
    List<Input> told = new ArrayList<>();
    assertThat(only(new Endpoint.Converses("bot", bot(told, true))).line())
        .matches("ok    bot: is there after \\d+ ms, and speaks \\d+ ms later");
    assertThat(told).hasSize(150);
    assertThat(((Input.Audio) told.get(149)).atMs()).isEqualTo(2980);
  }

  @Test
  void aBotThatWaitsIsWarnedOf() {
    assertThat(
            only(new Endpoint.Converses("bot", bot(new ArrayList<>(), false))).line())
        .startsWith("warn  bot: is there after ");
  }

  @Test
  void aToolIsConnectedToAndNotAsked() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      URI url = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/book");
      assertThat(only(new Endpoint.Runs("tool", url)).line())
          .isEqualTo("ok    tool: can be reached without TLS; it was not run");
      assertThat(server.accept().getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void aToolThatNobodyServesFails() throws IOException {
    int port;
    try (ServerSocket server = new ServerSocket(0)) {
      port = server.getLocalPort();
    }
    assertThat(only(new Endpoint.Runs("tool", URI.create("http://127.0.0.1:" + port)))
            .line())
        .startsWith("fail  tool: cannot be reached: ");
    assertThat(only(new Endpoint.Runs("tool", URI.create("https://nowhere.invalid/x")))
            .line())
        .startsWith("fail  tool: its host is not known");
  }

  private static List<Finding> check(Endpoint... endpoints) {
    Endpoint.Speaks ours = new Endpoint.Speaks("ours", speaking(16_000), "");
    return new ProfileCheck(KIT.system(), NanoClock.system(), WORDS, ours).run(List.of(endpoints));
  }

  private static Finding only(Endpoint endpoint) {
    return check(endpoint).get(0);
  }

  private static Synthesizer speaking(int rateHz) {
    short[] samples = new short[rateHz / 10];
    Arrays.fill(samples, (short) 8000);
    return request -> Source.single(new Sound.Pcm(new AudioFrame(rateHz, samples)));
  }

  private static Synthesizer silent() {
    return request -> Source.single(new Sound.Pcm(new AudioFrame(8000, new short[800])));
  }

  private static boolean loud(AudioFrame frame) {
    return frame.samples()[frame.samples().length / 2] > 4000;
  }

  private static Responder responder(Source<Part, NotUsed> answer) {
    return (request, tools) -> answer;
  }

  private static SpeechToSpeech bot(List<Input> told, boolean greets) {
    List<Output> says = new ArrayList<>(List.of(new Output.Opened()));
    if (greets) {
      says.add(new Output.Audio(AudioFrame.silence(8000)));
    }
    return request -> Flow.of(Input.class)
        .map(input -> {
          told.add(input);
          return input;
        })
        .filter(input -> false)
        .<Output>map(never -> new Output.Clear())
        .prepend(Source.from(says));
  }
}
