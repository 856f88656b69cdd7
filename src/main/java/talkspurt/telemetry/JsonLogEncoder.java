package talkspurt.telemetry;

import ch.qos.logback.classic.spi.ILoggingEvent;
import co.elastic.logging.EcsJsonSerializer;
import co.elastic.logging.logback.EcsEncoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.event.KeyValuePair;

/**
 * A log line as a JSON object with the names of the Elastic Common Schema, call and line beside them, also where they
 * are given with the message. Named in logback.xml.
 */
public final class JsonLogEncoder extends EcsEncoder {

  @Override
  protected void addCustomFields(ILoggingEvent event, StringBuilder line) {
    List<KeyValuePair> given = event.getKeyValuePairs();
    if (given == null) {
      return;
    }
    Map<String, String> fields = new LinkedHashMap<>();
    for (KeyValuePair pair : given) {
      fields.put(pair.key, String.valueOf(pair.value));
    }
    // they are there already: no name stands twice in an object
    fields.keySet().removeAll(event.getMDCPropertyMap().keySet());
    EcsJsonSerializer.serializeMDC(line, fields);
  }
}
