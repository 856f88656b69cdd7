package talkspurt.line.audiosocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import talkspurt.audio.AudioFrame;
import talkspurt.fake.Eventually;

class AudioSocketPhoneTest {

  private static final UUID CALL = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");

  private ServerSocket server;
  private AudioSocketPhone phone;
  private Socket engine;

  @BeforeEach
  void connect() throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    phone = AudioSocketPhone.connect(
        new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), CALL, 5000);
    engine = server.accept();
    engine.setSoTimeout(20_000);
  }

  @AfterEach
  void close() throws IOException {
    phone.close();
    engine.close();
    server.close();
  }

  private String bytes(int count) throws IOException {
    return HexFormat.of().formatHex(engine.getInputStream().readNBytes(count));
  }

  @Test
  void speaksAsAsteriskDoes() throws IOException {
    assertThat(bytes(19)).isEqualTo("010010" + "00112233445566778899aabbccddeeff");
    phone.press('#');
    assertThat(bytes(4)).isEqualTo("03000123");
    phone.say(new AudioFrame(8000, new short[] {1, -2}));
    assertThat(bytes(7)).isEqualTo("100004" + "0100feff");
    phone.close();
    assertThat(bytes(4)).isEqualTo("000000");
  }

  @Test
  void hearsWhatHasComeAndNothingElse() throws IOException {
    assertThat(phone.hear()).isEmpty();
    engine.getOutputStream().write(HexFormat.of().parseHex("10000401"));
    engine.getOutputStream().write(HexFormat.of().parseHex("00feff" + "100002" + "0300"));
    List<AudioFrame> heard = new ArrayList<>();
    Eventually.holds(() -> {
      heard.addAll(heard());
      assertThat(heard).hasSize(2);
    });
    assertThat(heard.get(0).samples()).containsExactly(1, -2);
    assertThat(heard.get(1).samples()).containsExactly(3);
  }

  private List<AudioFrame> heard() {
    try {
      return phone.hear();
    } catch (IOException lost) {
      throw new IllegalStateException(lost);
    }
  }

  @Test
  void tellsWhyNothingComesAnyMore() throws IOException {
    engine.getOutputStream().write(new byte[3]);
    Eventually.holds(() -> assertThatThrownBy(phone::hear).hasMessage("the engine hung up"));
    engine.close();
    Eventually.holds(() -> assertThatThrownBy(phone::hear).isInstanceOf(IOException.class));
  }
}
