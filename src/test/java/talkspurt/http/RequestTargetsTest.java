package talkspurt.http;

import static org.assertj.core.api.Assertions.assertThat;

import akka.util.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.fake.OutsideTexts;

/** Each char of the texts here is a byte. */
class RequestTargetsTest {

  private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  private static final int MAX_LINE = 1000;
  private static final String HEAD = " HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final String RAW = "GET /a?n=Zo\u00eb" + HEAD;
  private static final String REPAIRED = "GET /a?n=Zo%EB" + HEAD;

  @ParameterizedTest
  @CsvSource(textBlock = """
          /api?callerId=1&n=Zo%C3%AB, /api?callerId=1&n=Zo%C3%AB
          /api?n=Zo\u00eb, /api?n=Zo%EB
          /api?n=Zo\u00c3\u00ab, /api?n=Zo%C3%AB
          /api?n=50%, /api?n=50%25
          /api?n=50%2, /api?n=50%252
          /api?n=50%ab%zz, /api?n=50%ab%25zz
          /api?n=%%41, /api?n=%25%41
          /api?n=Jane Doe&x=1, /api?n=Jane%20Doe&x=1
          /api?n="<Bob>"+1;2, /api?n="<Bob>"+1;2
          /api?n=a\tb\0c\177\033d, /api?n=a%09b%00c%7F%1Bd
          *, *
          """)
  void encodesWhatATargetMayNotHold(String target, String encoded) {
    assertThat(through("GET " + target + HEAD)).isEqualTo("GET " + encoded + HEAD);
  }

  @Test
  void whateverTheTargetAServerCanReadIt() {
    OutsideTexts.through(44, 100_000, texts -> {
      String target = "/" + texts.next().replace("\n", "").replace("\r", "") + "%"
          + text(ByteString.fromArray(texts.bytes())).replace("\n", "");
      String line = text(new RequestTargets(MAX_LINE)
          .repaired(ByteString.fromArray(
              ("GET " + target + " HTTP/1.1\n").getBytes(StandardCharsets.UTF_8))));
      assertThat(line).startsWith("GET /").endsWith(" HTTP/1.1\n");
      String sent = line.substring(4, line.length() - 10);
      if (!sent.chars().allMatch(each -> each > ' ' && each < 0x7F)
          || BROKEN_ESCAPE.matcher(sent).find()) {
        throw new AssertionError(OutsideTexts.escaped(sent));
      }
    });
  }

  @Test
  void theNextRequestOfAConnectionIsRepairedToo() {
    assertThat(through(RAW + RAW)).isEqualTo(REPAIRED + REPAIRED);
    String post = " HTTP/1.1\r\ncontent-LENGTH : 9\r\nHost: x\r\n\r\nGET /\u00eb %\n";
    assertThat(through("POST /\u00eb" + post + "\r\n" + RAW))
        .isEqualTo("POST /%EB" + post + "\r\n" + REPAIRED);
    String empty = "POST / HTTP/1.0\nContent-Length: 0\n\n";
    assertThat(through(empty + RAW)).isEqualTo(empty + REPAIRED);
  }

  @ParameterizedTest
  @CsvSource({
    "Transfer-Encoding: chunked",
    "Upgrade: websocket",
    "Content-Length: x",
    "Content-Length:",
    "Content-Length: 1234567890123456789",
    "Content-Length: -1",
  })
  void whatFollowsAnUnknownEndPassesUnchanged(String header) {
    String open = "GET / HTTP/1.1\r\n" + header + "\r\n\r\n";
    assertThat(through(open + RAW)).isEqualTo(open + RAW);
  }

  @Test
  void ofTwoLengthsNoneIsBelieved() {
    String twice = "POST / HTTP/1.1\r\nContent-Length: 0\r\nContent-Length: 5\r\n\r\n";
    assertThat(through(twice + RAW)).isEqualTo(twice + RAW);
  }

  @ParameterizedTest
  @CsvSource({"SSH-2.0-x\u00eb", "GET /\u00eb", "GET /\u00eb HTTP/2.0", "\u0016\u0003\u0001\u00eb"})
  void whatIsNoHttpPassesUnchanged(String line) {
    assertThat(through(line + "\r\n" + RAW)).isEqualTo(line + "\r\n" + RAW);
  }

  @Test
  void aLineTooLongPassesUnchangedAndIsNotHeld() {
    RequestTargets targets = new RequestTargets(MAX_LINE);
    String begin = "GET /" + "\u00eb".repeat(MAX_LINE);
    assertThat(text(targets.repaired(bytes(begin)))).isEqualTo(begin);
    assertThat(text(targets.repaired(bytes(HEAD + RAW)))).isEqualTo(HEAD + RAW);
  }

  @Test
  void cutsChangeNothing() {
    String all = "POST /\u00eb%q HTTP/1.1\r\nContent-Length: 3\r\n\r\nab%" + RAW + RAW;
    String whole = through(all);
    for (int cut = 0; cut <= all.length(); cut++) {
      RequestTargets targets = new RequestTargets(MAX_LINE);
      String first = text(targets.repaired(bytes(all.substring(0, cut))));
      assertThat(first + text(targets.repaired(bytes(all.substring(cut))))).isEqualTo(whole);
    }
  }

  @Test
  void whateverComesNothingIsLostButALineWithoutAnEnd() {
    Random random = new Random(16);
    String[] words = {
      "GET ",
      "/\u00eb%",
      " HTTP/1.1",
      "\r\n",
      "\n",
      "Content-Length: ",
      "3",
      ":",
      "\0",
      " ",
      "\u00ff"
    };
    for (int run = 0; run < 100_000; run++) {
      StringBuilder all = new StringBuilder();
      for (int word = random.nextInt(12); word > 0; word--) {
        all.append(words[random.nextInt(words.length)]);
      }
      all.append("\n");
      String out = through(all.toString());
      assertThat(out.replaceAll("%([0-9A-F]{2})", "").length()).isLessThanOrEqualTo(all.length());
      assertThat(out.chars().filter(at -> at == '\n').count())
          .isEqualTo(all.chars().filter(at -> at == '\n').count());
    }
  }

  private static String through(String all) {
    return text(new RequestTargets(MAX_LINE).repaired(bytes(all)));
  }

  private static ByteString bytes(String text) {
    return ByteString.fromArray(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String text(ByteString bytes) {
    return new String(bytes.toArray(), StandardCharsets.ISO_8859_1);
  }
}
