package talkspurt.http;

import static akka.http.javadsl.server.Directives.complete;
import static akka.http.javadsl.server.Directives.conditional;
import static akka.http.javadsl.server.Directives.respondWithHeaders;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.headers.EntityTag;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.server.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The pages for people: talk to a profile, the calls, one call. Files of the jar, below {@code /page/}. They hold nothing of
 * a call; what they show they ask the API for, which asks for a token where one is needed.
 */
public final class PageRoutes {

  private static final String FOLDER = "/web/";
  private static final String START = "index.html";
  private static final int FINGERPRINT_BYTES = 12;

  /** Nothing but what this server has: no script within a page, nothing of others, no frame around it. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; media-src blob:;"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final Map<String, ContentType> TYPES = Map.of(
      "html", ContentTypes.TEXT_HTML_UTF8,
      "js", MediaTypes.APPLICATION_JAVASCRIPT.toContentType(HttpCharsets.UTF_8),
      "css", MediaTypes.TEXT_CSS.toContentType(HttpCharsets.UTF_8),
      "svg", MediaTypes.IMAGE_SVG_XML.toContentType(),
      "json", ContentTypes.APPLICATION_JSON);

  /** All files of the folder. */
  static final Set<String> FILES = Set.of(
      START,
      "api.js",
      "call.html",
      "call.js",
      "calls.html",
      "calls.js",
      "en.json",
      "icon.svg",
      "line.js",
      "line-worklet.js",
      "listen.js",
      "messages.js",
      "phone.js",
      "shell.js",
      "style.css",
      "timeline.js",
      "timing.js",
      "trace.js",
      "transcript.js");

  /** Also of an answer that is not sent again: a browser takes over what it says. */
  private static final List<HttpHeader> ON_ALL = List.of(
      RawHeader.create("Cache-Control", "no-cache"),
      RawHeader.create("Content-Security-Policy", POLICY),
      RawHeader.create("Referrer-Policy", "no-referrer"),
      RawHeader.create("Permissions-Policy", "microphone=(self)"));

  /**
   * A file as it is sent.
   *
   * @param tag changes with the file
   */
  private record Page(EntityTag tag, HttpResponse whole) {

    static Page of(String file) {
      byte[] bytes = read(file);
      ContentType type = TYPES.get(file.substring(file.lastIndexOf('.') + 1));
      return new Page(
          EntityTag.create(fingerprint(bytes), false),
          HttpResponse.create().withEntity(HttpEntities.create(type, bytes)));
    }

    Route route() {
      return respondWithHeaders(ON_ALL, () -> conditional(tag, () -> complete(whole)));
    }
  }

  private PageRoutes() {}

  /** The routes. */
  public static List<Endpoint> create() {
    Map<String, Page> pages =
        FILES.stream().collect(Collectors.toMap(Function.identity(), Page::of));
    return List.of(
        page("/", pages.get(START)),
        page("/calls", pages.get("calls.html")),
        page("/calls/{id}", pages.get("call.html")),
        Endpoint.get("/page/{id}", Access.PAGES, asked -> answer(pages, asked)));
  }

  private static Endpoint page(String path, Page page) {
    return Endpoint.get(path, Access.PAGES, asked -> page.route());
  }

  private static Route answer(Map<String, Page> pages, Asked asked) {
    Page page = pages.get(asked.id());
    if (page == null) {
      throw Problem.of(ProblemKind.UNKNOWN_PATH, "no page has this name").found();
    }
    return page.route();
  }

  private static byte[] read(String file) {
    try (InputStream in = PageRoutes.class.getResourceAsStream(FOLDER + file)) {
      return in.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String fingerprint(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, FINGERPRINT_BYTES);
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
