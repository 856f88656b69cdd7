package talkspurt.http;

import static org.assertj.core.api.Assertions.assertThat;

import akka.stream.javadsl.Source;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import talkspurt.call.CallEvent.CallEnded;
import talkspurt.call.CallEvent.CallRegistered;
import talkspurt.call.CallSamples;
import talkspurt.call.EndReason;
import talkspurt.control.LiveSound;

/** A stream that should end and does not would hang a test for ever. */
@Timeout(60)
class ListenRoutesTest {

  /** RIFF, fmt (PCM, two channels, 8000 Hz, 32000 bytes a second, 4 bytes a sample, 16 bits), data; both of unknown length. */
  private static final String HEADER = "52494646ffffffff57415645" + "666d742010000000" + "01000200"
      + "401f0000" + "007d0000" + "04001000" + "64617461ffffffff";

  @AutoClose
  private static final ServedApi api = ServedApi.start();

  private final UUID call = UUID.randomUUID();

  private static LiveSound piece(int rateHz, String samples) {
    return new LiveSound(rateHz, HexFormat.of().parseHex(samples));
  }

  private HttpResponse<InputStream> listen() throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + api.port() + "/api/calls/" + call + "/listen"))
                .build(),
            HttpResponse.BodyHandlers.ofInputStream());
  }

  @Test
  void bothTracksComeAsAWavUntilTheCallIsOver() throws Exception {
    api.calls.happened(call, new CallRegistered(FakeCalls.NOW, CallSamples.PLAN));
    api.sound = Source.from(List.of(piece(8000, "0100feff"), piece(8000, "0200fdff")))
        .concat(Source.never());
    HttpResponse<InputStream> answer = listen();
    assertThat(answer.headers().firstValue("Content-Type")).contains("audio/wav");
    try (InputStream sound = answer.body()) {
      byte[] first = sound.readNBytes(44 + 8);
      assertThat(HexFormat.of().formatHex(first)).isEqualTo(HEADER + "0100feff" + "0200fdff");
      api.calls.happened(call, new CallEnded(FakeCalls.NOW, EndReason.CALLER_HUNG_UP));
      assertThat(sound.read()).isEqualTo(-1);
    }
  }

  @Test
  void aLineOfAnotherRateEndsTheFile() throws Exception {
    api.calls.happened(call, new CallRegistered(FakeCalls.NOW, CallSamples.PLAN));
    api.sound = Source.from(List.of(piece(8000, "0100feff"), piece(16000, "0200fdff")))
        .concat(Source.never());
    try (InputStream sound = listen().body()) {
      assertThat(HexFormat.of().formatHex(sound.readAllBytes())).isEqualTo(HEADER + "0100feff");
    }
  }

  @Test
  void aCallThatIsOverOrUnknownIsAProblem() throws Exception {
    assertThat(listen().statusCode()).isEqualTo(404);
    api.calls.happened(
        call,
        new CallRegistered(FakeCalls.NOW, CallSamples.PLAN),
        new CallEnded(FakeCalls.NOW, EndReason.CALLER_HUNG_UP));
    HttpResponse<InputStream> answer = listen();
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(new String(answer.body().readAllBytes(), StandardCharsets.UTF_8))
        .contains("call-ended");
  }
}
