package talkspurt.http;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.Query;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Why a caller could not be moved, as the dialplan tells it: one short text named {@code why}. */
final class TransferFailure {

  private static final String WHY = "why";

  private TransferFailure() {}

  /** From the query, else from the body: a form, as Asterisk's CURL() posts it, or JSON. */
  static String why(HttpRequest request, RequestBody body) {
    Optional<String> inQuery = request.getUri().query().get(WHY);
    return Checked.text(WHY, inQuery.orElseGet(() -> inBody(body)));
  }

  private static String inBody(RequestBody body) {
    if (body.isEmpty()) {
      return "";
    }
    if (body.isForm()) {
      return Query.create(new String(body.bytes(), StandardCharsets.UTF_8)).getOrElse(WHY, "");
    }
    JsonNode json = body.json(", application/x-www-form-urlencoded");
    return json.has(WHY) ? StartBody.string(WHY, json.get(WHY)) : "";
  }
}
