package talkspurt.http;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCode;

/** One line of text with no line end: it goes into a dialplan's variable as it is. */
final class PlainText {

  private PlainText() {}

  static HttpResponse answer(StatusCode status, String line) {
    return HttpResponse.create()
        .withStatus(status)
        .withEntity(HttpEntities.create(ContentTypes.TEXT_PLAIN_UTF8, line));
  }
}
