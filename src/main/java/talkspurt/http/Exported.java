package talkspurt.http;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.stream.javadsl.Source;
import akka.util.ByteString;

/** Answers that are as long as what they tell: sent piece by piece, as they are taken. */
final class Exported {

  private static final ContentType LINES =
      ContentTypes.create(MediaTypes.customBinary("application", "x-ndjson", true));
  private static final ContentType CSV =
      ContentTypes.create(MediaTypes.TEXT_CSV, HttpCharsets.UTF_8);

  private Exported() {}

  /** JSON Lines, one for each of these. */
  static HttpResponse lines(Source<?, ?> views) {
    return answer(LINES, views.map(view -> Json.text(view) + "\n"));
  }

  /** CSV of a first line with the names of its columns, and these. */
  static HttpResponse csv(String head, Source<String, ?> lines) {
    return answer(CSV, Source.single(head).concat(lines));
  }

  private static HttpResponse answer(ContentType type, Source<String, ?> text) {
    return HttpResponse.create()
        .withEntity(HttpEntities.createChunked(type, text.map(ByteString::fromString)));
  }
}
