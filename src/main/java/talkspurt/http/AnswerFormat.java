package talkspurt.http;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.MediaRange;
import akka.http.javadsl.model.MediaType;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.headers.Accept;
import java.util.ArrayList;
import java.util.List;

/** How a request wants to be answered: in JSON, or in one line of text that a dialplan can use. */
enum AnswerFormat {
  JSON,
  TEXT;

  /** By {@code ?format=} (Asterisk's CURL() cannot choose what it accepts), else by Accept. */
  static AnswerFormat of(HttpRequest request) {
    return switch (request.getUri().query().get("format").orElse("")) {
      case "" -> accepted(ranges(request));
      case "json" -> JSON;
      case "text" -> TEXT;
      default -> throw Problem.badField("format", "must be text or json").found();
    };
  }

  /** The same for a problem, which is told even if it lies in the format. */
  static AnswerFormat ofProblem(HttpRequest request) {
    try {
      return of(request);
    } catch (RuntimeException unreadable) {
      return JSON;
    }
  }

  private static List<MediaRange> ranges(HttpRequest request) {
    List<MediaRange> ranges = new ArrayList<>();
    for (Accept accept : request.getHeaders(Accept.class)) {
      accept.getMediaRanges().forEach(ranges::add);
    }
    return ranges;
  }

  private static AnswerFormat accepted(List<MediaRange> ranges) {
    float text = quality(ranges, MediaTypes.TEXT_PLAIN, MediaTypes.TEXT_CSV);
    float json = quality(ranges, MediaTypes.APPLICATION_JSON, MediaTypes.APPLICATION_PDF);
    if (text != json) {
      return text > json ? TEXT : JSON;
    }
    return ranges.stream()
        .filter(range -> range.matches(MediaTypes.TEXT_PLAIN) != matchesJson(range))
        .findFirst()
        .map(named -> matchesJson(named) ? JSON : TEXT)
        .orElse(JSON);
  }

  private static boolean matchesJson(MediaRange range) {
    return range.matches(MediaTypes.APPLICATION_JSON);
  }

  /** The weight of a type: that of the most special range that takes it. */
  private static float quality(List<MediaRange> ranges, MediaType type, MediaType sibling) {
    float quality = 0;
    int best = -1;
    for (MediaRange range : ranges) {
      int special = range.mainType().equals("*") ? 0 : range.matches(sibling) ? 1 : 2;
      if (range.matches(type) && special > best) {
        best = special;
        quality = range.qValue();
      }
    }
    return quality;
  }
}
