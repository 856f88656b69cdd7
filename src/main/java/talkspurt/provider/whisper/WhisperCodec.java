package talkspurt.provider.whisper;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.Multipart;
import akka.http.javadsl.model.Multiparts;
import akka.http.javadsl.model.RequestEntity;
import akka.util.ByteString;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import talkspurt.audio.WavWriter;
import talkspurt.provider.transport.OutsideJson;
import talkspurt.provider.transport.TranscriptionUsage;

/** The form of {@code POST /audio/transcriptions} and its answer. Total: nothing throws. */
final class WhisperCodec {

  static final int RATE_HZ = 16_000;

  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private WhisperCodec() {}

  /**
   * The form for an utterance; what is empty is left out. Only the longer answer tells which language was spoken, and it is
   * asked for where none is named, but of models that refuse it.
   */
  static RequestEntity form(short[] samples, String model, String language, String prompt) {
    List<Multipart.FormData.BodyPart.Strict> parts = new ArrayList<>();
    parts.add(Multiparts.createFormDataBodyPartStrict(
        "file",
        HttpEntities.create(MediaTypes.AUDIO_WAV.toContentType(), wav(samples)),
        Map.of("filename", "speech.wav")));
    text(parts, "model", model);
    text(parts, "language", language);
    text(parts, "prompt", prompt);
    text(
        parts,
        "response_format",
        language.isEmpty() && !model.startsWith("gpt-") ? "verbose_json" : "json");
    return Multiparts.createStrictFormDataFromParts(
            parts.toArray(Multipart.FormData.BodyPart.Strict[]::new))
        .toEntity();
  }

  /** A WAV file of 16-bit mono samples. */
  static ByteString wav(short[] samples) {
    return ByteString.fromArrayUnsafe(WavWriter.mono(RATE_HZ, samples));
  }

  static WhisperAnswer decode(ByteString body) {
    try {
      JsonNode tree = OutsideJson.read(body.utf8String());
      if (tree.hasNonNull("error")) {
        return new WhisperAnswer.Failure();
      }
      JsonNode text = tree.path("text");
      return text.isTextual()
          ? new WhisperAnswer.Words(
              text.textValue().strip().replaceAll("\\s+", " "),
              LanguageNames.tag(tree.path("language").asText("")),
              TranscriptionUsage.of(tree.path("usage")))
          : new WhisperAnswer.Unreadable();
    } catch (JsonProcessingException unreadable) {
      return new WhisperAnswer.Unreadable();
    }
  }

  private static void text(
      List<Multipart.FormData.BodyPart.Strict> parts, String name, String value) {
    if (!value.isEmpty()) {
      parts.add(Multiparts.createFormDataBodyPartStrict(
          name,
          HttpEntities.create(
              ContentTypes.TEXT_PLAIN_UTF8, ByteString.fromString(value, StandardCharsets.UTF_8)),
          Map.of()));
    }
  }
}
