package talkspurt.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.ValidationMessage;
import java.util.Map;
import java.util.regex.Pattern;
import talkspurt.text.VisibleLine;

/** Says where in an object a value is wrong, why, and what it is: shortened, and without what may be secret. */
final class WrongValue {

  private static final int MAX_VALUE = 80;
  private static final int MAX_WHY = 240;
  private static final String MASK = "***";

  private static final Pattern SECRET_NAME = Pattern.compile(
      "(.*[^a-z])?(pin|cvv|cvc|iban|card|ssn)([^a-z].*)?|.*(password|passwd|passcode|secret|token|api_?key|credential|"
          + "card_?number|account_?number).*",
      Pattern.CASE_INSENSITIVE);

  /** So many digits may be those of a card or an account. */
  private static final Pattern LONG_NUMBER = Pattern.compile("\\d(?:[ -]?\\d){11,}");

  private WrongValue() {}

  static String text(ValidationMessage message) {
    JsonNode value = message.getInstanceNode();
    boolean there = value != null && !value.isMissingNode();
    boolean secret = inSecret(message.getInstanceLocation()) || (there && holdsSecret(value));
    String why = there && secret && !value.isContainerNode()
        ? message.getMessage().replace(value.asText(), MASK)
        : message.getMessage();
    String told = VisibleLine.of(LONG_NUMBER.matcher(why).replaceAll(MASK), MAX_WHY);
    if (!there || message.getInstanceLocation().getNameCount() == 0) {
      return told;
    }
    String shown = secret ? MASK : LONG_NUMBER.matcher(value.toString()).replaceAll(MASK);
    return told + " (it is " + VisibleLine.of(shown, MAX_VALUE) + ")";
  }

  private static boolean inSecret(JsonNodePath path) {
    for (int i = 0; i < path.getNameCount(); i++) {
      if (SECRET_NAME.matcher(String.valueOf(path.getElement(i))).matches()) {
        return true;
      }
    }
    return false;
  }

  private static boolean holdsSecret(JsonNode tree) {
    for (Map.Entry<String, JsonNode> field : tree.properties()) {
      if (SECRET_NAME.matcher(field.getKey()).matches()) {
        return true;
      }
    }
    for (JsonNode each : tree) {
      if (holdsSecret(each)) {
        return true;
      }
    }
    return false;
  }
}
