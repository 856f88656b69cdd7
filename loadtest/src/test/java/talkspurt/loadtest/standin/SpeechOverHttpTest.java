package talkspurt.loadtest.standin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The stand-ins of voices, asked for a whole sentence by HTTP. */
class SpeechOverHttpTest {
  private static final String KEY = "secret";
  private static final String TEXT = "Hello and welcome.";

  private final Violations breaches = new Violations();
  private final int bytes = 2 * Whisper.of(TEXT).sound().samples().length;

  @Test
  void elevenLabsStreamsASentence() throws Exception {
    ElevenLabs voice = new ElevenLabs(new Voices(), new Faults(), breaches, KEY);
    try (LoopbackServer server = LoopbackServer.start("elevenlabs", voice)) {
      String path = "/v1/text-to-speech/anybody/stream?output_format=pcm_" + Whisper.RATE_HZ;
      assertEquals(bytes, post(server, path, "xi-api-key", KEY).body().length);
      assertEquals(401, post(server, path, "xi-api-key", "another").statusCode());
      assertEquals(List.of(), breaches.seen());
    }
  }

  @Test
  void deepgramSpeaksAtTheRateThatIsAskedFor() throws Exception {
    DeepgramSpeak voice = new DeepgramSpeak(new Voices(), breaches, KEY);
    try (LoopbackServer server = LoopbackServer.start("aura", voice)) {
      String path = "/v1/speak?encoding=linear16&container=none&sample_rate=";
      HttpResponse<byte[]> same =
          post(server, path + Whisper.RATE_HZ, "authorization", "Token " + KEY);
      HttpResponse<byte[]> half = post(server, path + "8000", "authorization", "Token " + KEY);
      assertEquals(bytes, same.body().length);
      assertEquals(bytes / 2, half.body().length);
      assertEquals(401, post(server, path + "8000", "authorization", KEY).statusCode());
      assertEquals(List.of(), breaches.seen());
    }
  }

  private static HttpResponse<byte[]> post(
      LoopbackServer server, String path, String header, String value) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + server.port() + path))
        .header(header, value)
        .POST(BodyPublishers.ofString("{\"text\":\"" + TEXT + "\"}"))
        .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
  }
}
