package talkspurt.http;

import akka.http.javadsl.model.HttpRequest;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Why a caller could not be moved, as the dialplan tells it: one short text named {@code why}. */
final class TransferFailure {

  private static final String WHY = "why";

  private TransferFailure() {}

  /** From the query, else from the body: a form, as Asterisk's CURL() posts it, or JSON. */
  static String why(HttpRequest request, RequestBody body) {
    Optional<String> inQuery =
        FormFields.first(request.getUri().rawQueryString().orElse(""), WHY);
    return Checked.text(WHY, inQuery.orElseGet(() -> inBody(body)));
  }

  private static String inBody(RequestBody body) {
    if (body.isEmpty()) {
      return "";
    }
    if (body.isForm()) {
      return FormFields.first(body.text(), WHY).orElse("");
    }
    JsonNode json = body.json(", application/x-www-form-urlencoded");
    return json.has(WHY) ? StartBody.string(WHY, json.get(WHY)) : "";
  }
}
