package talkspurt.recording.bucket;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** An element of what a bucket's service answers in XML. */
record BucketXml(Element element) {

  private static final String NO_DOCTYPE = "http://apache.org/xml/features/disallow-doctype-decl";

  /** The outermost element of an answer; fails with a {@link BucketException} where it is no XML. */
  static BucketXml parse(byte[] answer) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(NO_DOCTYPE, true);
      factory.setNamespaceAware(true);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      return new BucketXml(builder.parse(new ByteArrayInputStream(answer)).getDocumentElement());
    } catch (SAXException | IOException unreadable) {
      throw new CompletionException(new BucketException(
          "what the bucket answers cannot be read: " + unreadable.getMessage()));
    } catch (ParserConfigurationException notThere) {
      throw new IllegalStateException("every JDK reads XML", notThere);
    }
  }

  /** What it is called. */
  String name() {
    return element.getLocalName();
  }

  /** The elements of this name that it holds. */
  List<BucketXml> all(String child) {
    List<BucketXml> found = new ArrayList<>();
    for (Node one = element.getFirstChild(); one != null; one = one.getNextSibling()) {
      if (one instanceof Element inner && child.equals(inner.getLocalName())) {
        found.add(new BucketXml(inner));
      }
    }
    return found;
  }

  /** The text of the first element of this name that it holds; empty where there is none. */
  Optional<String> text(String child) {
    return all(child).stream()
        .findFirst()
        .map(one -> one.element().getTextContent())
        .filter(text -> !text.isEmpty());
  }
}
