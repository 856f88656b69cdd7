package talkspurt.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.call.CallEvent.FloorYielded;
import talkspurt.call.CallEvent.ReplyPlayed;
import talkspurt.call.CallEvent.SegmentPlayed;
import talkspurt.fake.CallScene;
import talkspurt.fake.FakePhone;
import talkspurt.fake.FakeSynthesizer;
import talkspurt.provider.Synthesizer;
import talkspurt.provider.Synthesizer.Sound;
import talkspurt.provider.tts.PronouncingSynthesizer;
import talkspurt.provider.tts.VoiceMarkup;
import talkspurt.text.Lexicon;
import talkspurt.text.Lexicon.Entry;
import talkspurt.text.Markup;
import talkspurt.text.Markup.Alphabet;
import talkspurt.text.SpelledNumbers;
import talkspurt.text.SpokenForm;

/** A voice is given other words than are written; all that is told of a call keeps to those that are written. */
class PronunciationScenarioTest {

  private static final String WRITTEN = "ACME has <b> 007123 ready for you.";
  private static final Lexicon WORDS = new Lexicon(
      List.of(new Entry("ACME", "the company of ack me", Map.of(Alphabet.IPA, "ˈækmi"))));

  private final CallScene scene = new CallScene().announce();
  private final FakeSynthesizer voice = new FakeSynthesizer();

  @AfterEach
  void end() {
    scene.close();
  }

  @ParameterizedTest
  @CsvSource({"none, false", "ssml, true"})
  void whatIsHeardIsWhatIsWritten(String kind, boolean timed) {
    FakePhone phone = answering(markup(kind), timed);
    phone.passUntil("answered", () -> scene.story().contains("ReplyPlayed"));
    assertThat(scene.last(ReplyPlayed.class).heard().text()).isEqualTo(WRITTEN);
    assertThat(scene.last(SegmentPlayed.class).words().text()).isEqualTo(WRITTEN);
    assertThat(voice.asked())
        .doesNotContain(WRITTEN)
        .contains(given(markup(kind)).text());
  }

  /** Each character of what is given takes 60 ms, markup or not; until the bot falls silent some 100 ms more are heard. */
  @ParameterizedTest
  @CsvSource({
    "none, false, 300, ''",
    "none, true, 1230, ACME",
    "none, false, 1230, ACME",
    "none, false, 1560, ACME has",
    "none, true, 2000, ACME has <b>",
    "none, false, 2000, ACME has <b>",
    "none, true, 2550, ACME has <b> 007123",
    "none, false, 2550, ACME has <b> 007123",
    "ssml, true, 3700, ACME has"
  })
  void whoInterruptsHasHeardWordsThatAreWritten(
      String kind, boolean timed, int afterMs, String heard) {
    FakePhone phone = answering(markup(kind), timed);
    phone.pass(afterMs);
    phone.caller().says("connect me to sales", 1500);
    phone.passUntil("yielded", () -> scene.story().contains("FloorYielded"));
    assertThat(scene.last(FloorYielded.class).heard().text()).isEqualTo(heard);
  }

  @Test
  void theBotIsToldOfWrittenWords() {
    scene.responder().to("connect me to sales", "I connect you.");
    FakePhone phone = answering(Markup.NONE, true);
    phone.pass(2550);
    phone.caller().says("connect me to sales", 1500);
    phone.passUntil("asked again", () -> scene.responder().asked().size() == 2);
    assertThat(scene.responder().asked().get(1).history())
        .extracting("words")
        .containsExactly(
            CallScene.GREETING, "is it there", "ACME has <b> 007123", "connect me to sales");
  }

  private FakePhone answering(Markup markup, boolean timed) {
    scene.speaker(new PronouncingSynthesizer(
        request -> timed ? timed(request) : voice.synthesize(request),
        (written, language) -> written.equals(WRITTEN) ? given(markup) : SpokenForm.of(written)));
    scene.responder().to("is it there", WRITTEN);
    FakePhone phone = scene.dial();
    phone.passUntilHears(CallScene.GREETING);
    phone.passUntilQuiet();
    phone.caller().says("is it there", 1500);
    phone.passUntilHears(given(markup).text());
    return phone;
  }

  private static SpokenForm given(Markup markup) {
    return markup.whole(
        SpelledNumbers.of(WRITTEN, "en", markup).andThen(part -> WORDS.spoken(part, markup)));
  }

  /** Tells when each word of what it is given is said. */
  private Source<Sound, NotUsed> timed(Synthesizer.Request request) {
    List<Sound> words = new ArrayList<>();
    String text = request.text();
    for (int at = 1; at <= text.length(); at++) {
      if (at == text.length() || text.charAt(at) == ' ') {
        words.add(new Sound.Said(at, at * FakeSynthesizer.MS_PER_CHARACTER));
      }
    }
    return Source.from(words).concat(voice.synthesize(request));
  }

  private static Markup markup(String kind) {
    return kind.equals("ssml") ? VoiceMarkup.ssml() : Markup.NONE;
  }
}
