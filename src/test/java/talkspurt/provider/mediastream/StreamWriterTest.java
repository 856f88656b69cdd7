package talkspurt.provider.mediastream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.G711;
import talkspurt.fake.Sounds;
import talkspurt.language.LanguagePack;
import talkspurt.language.Wording;
import talkspurt.provider.SpeechToSpeech;
import talkspurt.provider.SpeechToSpeech.Input;
import talkspurt.provider.SpeechToSpeech.Request;
import talkspurt.provider.ToolResult;

class StreamWriterTest {

  private static final Request REQUEST =
      new Request("call-1", "en", Map.of("callerId", "+441234", "tier", "gold"));

  private static final Wording ENGLISH = LanguagePack.shipped("en").wording();

  @Test
  void tellsWhoCallsByTheParametersThatWereSet() {
    StreamWriter writer = new StreamWriter(
        "MZ1", REQUEST, Map.of("from", "{callerId}", "who", "{tier}/{none}", "fixed", "yes"));
    assertThat(writer.begin())
        .containsExactly(
            new StreamMessage.Connected(),
            new StreamMessage.Start(
                1,
                "talkspurt",
                "MZ1",
                "call-1",
                Map.of("from", "+441234", "who", "gold/", "fixed", "yes")));
  }

  @Test
  void countsMessagesAndChunks() {
    StreamWriter writer = new StreamWriter("MZ1", REQUEST, Map.of());
    writer.begin();
    assertThat(writer.write(new Input.Key('5'))).contains(new StreamMessage.Dtmf(2, "MZ1", '5'));
    StreamMessage.Media first = media(writer, 0, AudioFrame.silence(8000));
    StreamMessage.Media second = media(writer, 40, AudioFrame.silence(8000));
    assertThat(first.sequence()).isEqualTo(3);
    assertThat(first.chunk()).isEqualTo(1);
    assertThat(second.sequence()).isEqualTo(4);
    assertThat(second.chunk()).isEqualTo(2);
    assertThat(second.timestampMs()).isEqualTo(40);
    assertThat(writer.write(new Input.MarkReached("a")))
        .contains(new StreamMessage.Mark(5, "MZ1", "a"));
    assertThat(writer.write(new Input.Interrupted(80, "a")))
        .contains(new StreamMessage.Interrupt(6, "MZ1", 80, "a"));
    assertThat(writer.write(new Input.CallerTurn(Input.CallerTurn.Step.BEGINS))).isEmpty();
    assertThat(writer.write(new Input.ToolReturned("c", "done", "failed")))
        .hasValueSatisfying(message -> assertThat(StreamMessageCodec.encode(message))
            .contains("\"event\":\"tool-result\"")
            .contains("\"toolResult\":{\"id\":\"c\",\"status\":\"failed\",\"content\":\"done\"}"));
    assertThat(writer.write(new Input.SessionChanged(SpeechToSpeech.Session.SAME)))
        .isEmpty();
    assertThat(writer.write(new Input.InLanguage(LanguagePack.shipped("fr"), Map.of(), List.of())))
        .isEmpty();
    assertThat(writer.write(new Input.WrapUp(Duration.ofSeconds(20)))).isEmpty();
    assertThat(writer.write(new Input.Goodbye("Bye."))).isEmpty();
    assertThat(writer.end()).isEqualTo(new StreamMessage.Stop(8, "talkspurt", "MZ1", "call-1"));
  }

  @ParameterizedTest
  @ValueSource(ints = {8000, 12000, 16000, 24000, 44100, 48000, 96000})
  void makesEightKilohertzOfEachRate(int rateHz) {
    StreamWriter writer = new StreamWriter("MZ1", REQUEST, Map.of());
    byte[] last = {};
    for (AudioFrame frame : Sounds.frames(Sounds.tones(rateHz, 400, -20, 440))) {
      last = media(writer, 0, frame).payload();
      assertThat(last).hasSize(160);
    }
    double energy = 0;
    for (short sample : G711.fromMuLaw(last)) {
      energy += (double) sample * sample / last.length;
    }
    assertThat(10 * Math.log10(energy / 32768 / 32768)).isBetween(-21.0, -19.0);
  }

  private static StreamMessage.Media media(StreamWriter writer, long atMs, AudioFrame frame) {
    return (StreamMessage.Media) writer.write(new Input.Audio(atMs, frame)).orElseThrow();
  }

  @Test
  void whatCameOfAValueIsTheSecondResultOfItsTool() {
    StreamWriter writer = new StreamWriter("MZ1", REQUEST, Map.of());
    writer.begin();
    Input lost = new Input.Collected("{\"collected\":null}");
    assertThat(writer.write(lost).orElseThrow())
        .isInstanceOfSatisfying(
            StreamMessage.ToolResult.class, told -> assertThat(told.id()).isEqualTo("collect"));
    writer.write(Input.ToolReturned.of("t1", ToolResult.AtTheEnd.asks(), ENGLISH));
    writer.write(Input.ToolReturned.of("t2", new ToolResult.Returned("done"), ENGLISH));
    assertThat(writer.write(new Input.Collected("{}")).orElseThrow())
        .isInstanceOfSatisfying(StreamMessage.ToolResult.class, told -> {
          assertThat(told.id()).isEqualTo("t1");
          assertThat(told.status()).isEqualTo("returned");
          assertThat(told.content()).isEqualTo("{}");
        });
  }
}
