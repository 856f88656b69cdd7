package talkspurt.provider.piper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import talkspurt.fake.FakeVoiceServer;
import talkspurt.fake.QuietKit;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.Speaking;
import talkspurt.provider.Synthesizer;
import talkspurt.provider.Synthesizer.Sound;
import talkspurt.provider.transport.VoiceServer;
import talkspurt.telemetry.Metrics;

class PiperSynthesizerTest {

  @RegisterExtension
  static final QuietKit kit = new QuietKit("piper");

  @RegisterExtension
  final FakeVoiceServer server = new FakeVoiceServer(kit.system());

  @Test
  void aWavFileIsSpokenAtItsOwnRate() {
    byte[] wav = wav();
    server.speaks(Arrays.copyOf(wav, 30), Arrays.copyOfRange(wav, 30, wav.length));
    List<Sound> sounds = say(false, "amy", "1", 1.5);
    assertThat(Speaking.samples(sounds)).containsExactly(1, 2, 3);
    assertThat(Speaking.rateHz(sounds)).isEqualTo(22_050);
    FakeVoiceServer.Asked asked = server.asked();
    assertThat(asked.request().getUri().path()).isEqualTo("/synthesize");
    assertThat(asked.body())
        .isEqualTo("{\"text\":\"We are open.\",\"voice\":\"amy\",\"speaker\":\"1\","
            + "\"length_scale\":1.5}");
  }

  @Test
  void anOlderServerTakesBareText() {
    server.speaks(wav());
    assertThat(Speaking.samples(say(true, "", "", 0))).hasSize(3);
    FakeVoiceServer.Asked asked = server.asked();
    assertThat(asked.request().getUri().path()).isEqualTo("/");
    assertThat(asked.body()).isEqualTo("We are open.");
  }

  @Test
  void whatIsNoWavFileIsAFailure() {
    server.speaks("<html>".getBytes(StandardCharsets.US_ASCII), new byte[100]);
    assertThat(Speaking.failure(say(false, "", "", 0)).detail()).isEqualTo("no WAV file");
    server.answers(FakeVoiceServer.status(500));
    assertThat(Speaking.failure(say(false, "", "", 0)).kind()).isEqualTo(Kind.OVERLOADED);
  }

  @Test
  void wrongSettingsAreTold() {
    assertThatThrownBy(() -> say(true, "amy", "", 0)).hasMessageContaining("older is true");
    assertThatThrownBy(() -> say(false, "", "", 9)).hasMessageContaining("length-scale is 9.0");
  }

  private List<Sound> say(boolean older, String voice, String speaker, double lengthScale) {
    VoiceServer at = new VoiceServer(
        "piper",
        URI.create(server.url()),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(10),
        2,
        Duration.ofSeconds(60),
        0,
        Duration.ofMillis(10));
    Synthesizer piper = PiperSynthesizer.create(
        kit.system(),
        new PiperSettings(at, older, voice, speaker, lengthScale),
        () -> 0,
        Metrics.notExposed().providers());
    return Speaking.of(piper, "We are open.", kit.system());
  }

  private static byte[] wav() {
    ByteBuffer file = ByteBuffer.allocate(50).order(ByteOrder.LITTLE_ENDIAN);
    file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(42);
    file.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    file.putShort((short) 1).putShort((short) 1).putInt(22_050).putInt(44_100);
    file.putShort((short) 2).putShort((short) 16);
    file.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(6);
    file.putShort((short) 1).putShort((short) 2).putShort((short) 3);
    return file.array();
  }
}
