package talkspurt.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PageRoutesTest {

  private static final Path FOLDER = Path.of("src/main/resources/web");

  /** A script, a handler or a style within the page, which its policy forbids. */
  private static final Pattern INLINE =
      Pattern.compile("<script(?![^>]*\\ssrc=)|\\son[a-z]+\\s*=|\\sstyle\\s*=|javascript:");

  /** How text from outside would become more than text. */
  private static final Pattern UNSAFE = Pattern.compile(
      "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|\\beval\\(|new Function");

  @AutoClose
  private static final ServedApi api = ServedApi.start();

  private static Stream<String> files() {
    return PageRoutes.FILES.stream();
  }

  @Test
  void eachFileOfTheFolderIsServed() throws IOException {
    try (Stream<Path> all = Files.walk(FOLDER)) {
      assertThat(all.filter(Files::isRegularFile)
              .map(file -> FOLDER.relativize(file).toString()))
          .containsExactlyInAnyOrderElementsOf(PageRoutes.FILES);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/, text/html; charset=UTF-8",
    "/page/phone.js, application/javascript; charset=UTF-8",
    "/page/style.css, text/css; charset=UTF-8",
    "/page/icon.svg, image/svg+xml",
    "/page/en.json, application/json"
  })
  void itIsSentAsWhatItIs(String path, String type) {
    HttpResponse<String> answer = get(path, "Accept", "*/*");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Content-Type")).isEqualToIgnoringCase(type);
    assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.headers().allValues("Content-Security-Policy"))
        .singleElement()
        .asString()
        .startsWith("default-src 'none'; script-src 'self';")
        .contains("frame-ancestors 'none'")
        .doesNotContain("unsafe");
  }

  @Test
  void whoHasAFileIsNotSentItAgain() {
    HttpResponse<String> first = get("/page/phone.js", "Accept", "*/*");
    HttpResponse<String> again = get("/page/phone.js", "If-None-Match", header(first, "ETag"));
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(again.headers().allValues("Content-Security-Policy"))
        .as("a browser takes over what an answer that is not sent again says")
        .isEqualTo(first.headers().allValues("Content-Security-Policy"));
    assertThat(get("/page/phone.js", "If-None-Match", "\"another\"").statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"/page/other.js", "/page/..%2Fapplication.conf", "/page/", "/page"})
  void nothingElseIsServed(String path) {
    assertThat(get(path, "Accept", "*/*").statusCode()).isEqualTo(404);
  }

  /** A link on a page of somebody else's leads here; what the API has it does not lead to. */
  @Test
  void linksLeadToThePageFromAnywhere() {
    assertThat(get("/", "Sec-Fetch-Site", "cross-site").statusCode()).isEqualTo(200);
    assertThat(get("/api/calls", "Sec-Fetch-Site", "cross-site").statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @MethodSource("files")
  void nothingInItCanBecomeCode(String file) throws IOException {
    String text = Files.readString(FOLDER.resolve(file));
    assertThat(text).doesNotContainPattern(UNSAFE);
    if (file.endsWith(".html")) {
      assertThat(text).doesNotContainPattern(INLINE);
    }
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private static HttpResponse<String> get(String path, String name, String value) {
    return api.sent("GET", path, "", name, value).join();
  }
}
