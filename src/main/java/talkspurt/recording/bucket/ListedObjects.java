package talkspurt.recording.bucket;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * A page of the list of a bucket.
 *
 * @param keys of files
 * @param next what the next page is asked for with; empty on the last
 */
record ListedObjects(List<String> keys, Optional<String> next) {

  private static final XMLInputFactory XML = factory();

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newInstance();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory;
  }

  /** Of the answer to ListObjectsV2. */
  static ListedObjects parse(byte[] answer) {
    List<String> keys = new ArrayList<>();
    Optional<String> next = Optional.empty();
    try {
      XMLStreamReader in = XML.createXMLStreamReader(new ByteArrayInputStream(answer));
      while (in.hasNext()) {
        if (in.next() == XMLStreamConstants.START_ELEMENT) {
          if (in.getLocalName().equals("Key")) {
            keys.add(in.getElementText());
          } else if (in.getLocalName().equals("NextContinuationToken")) {
            next = Optional.of(in.getElementText());
          }
        }
      }
    } catch (XMLStreamException unreadable) {
      throw new CompletionException(
          new BucketException("the list of the bucket cannot be read: " + unreadable.getMessage()));
    }
    return new ListedObjects(List.copyOf(keys), next.filter(token -> !token.isEmpty()));
  }
}
