package talkspurt.http;

import akka.http.javadsl.model.Query;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import talkspurt.call.EndReason;
import talkspurt.control.CallContent;
import talkspurt.control.CallFault;
import talkspurt.control.CallFilter;
import talkspurt.control.WordSearch;

/**
 * Which calls are to be listed, as the query of a GET says it.
 *
 * @param filter of one page, or of all of an export
 * @param format how they are told
 */
record ListQuery(CallFilter filter, Format format) {

  /** How calls are told. */
  enum Format {
    /** A page. */
    JSON,
    /** All, as JSON Lines. */
    JSONL,
    /** All, as CSV. */
    CSV
  }

  private static final List<String> FIELDS = List.of(
      "live",
      "failed",
      "profile",
      "experiment",
      "variant",
      "dnid",
      "callerId",
      "number",
      "language",
      "reason",
      "disposition",
      "fault",
      "minCost",
      "words",
      "held",
      "consent",
      "from",
      "to",
      "cursor",
      "limit",
      "format");
  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_DECIMALS = 6;
  private static final int MAX_DIGITS = 12;

  static ListQuery read(Asked asked) {
    Query query = asked.request().getUri().query();
    QueryParameters given = new QueryParameters(query, FIELDS, "this list");
    Format format = given.value("format", ListQuery::format).orElse(Format.JSON);
    return new ListQuery(filter(given, given.profile(asked), format), format);
  }

  private static CallFilter filter(QueryParameters given, Optional<String> profile, Format format) {
    if (format != Format.JSON && given.has("limit")) {
      throw Problem.badField("limit", "is for pages; an export tells all").found();
    }
    QueryParameters.Span span = given.span();
    return new CallFilter(
        given.value("live", Checked::flag).orElse(false),
        given.value("failed", Checked::flag).orElse(false),
        profile,
        given.value("experiment", Checked::text),
        given.value("variant", Checked::text),
        given.value("dnid", ListQuery::number),
        given.value("callerId", ListQuery::number),
        given.value("reason", ListQuery::reason),
        span.from(),
        span.to(),
        given.value("cursor", Cursor::read),
        given.number("limit", DEFAULT_LIMIT, 1, CallFilter.MAX_LIMIT),
        given.value("disposition", Checked::text),
        new CallContent(
            given.value("number", ListQuery::anyNumber),
            given.value("language", Checked::language),
            given.value("fault", ListQuery::fault),
            given.value("minCost", ListQuery::money),
            given.value("words", ListQuery::words),
            given.value("held", Checked::flag).orElse(false),
            given.value("consent", ListQuery::consent)));
  }

  private static Format format(String field, String text) {
    return switch (text) {
      case "json" -> Format.JSON;
      case "jsonl" -> Format.JSONL;
      case "csv" -> Format.CSV;
      default -> throw Checked.bad(field, text, "json, jsonl, csv");
    };
  }

  private static String number(String field, String text) {
    return Checked.text(field, StartQuery.plusKept(text));
  }

  private static String anyNumber(String field, String text) {
    if (text.isBlank()) {
      throw Checked.bad(field, text, "a number");
    }
    return number(field, text);
  }

  private static EndReason reason(String field, String text) {
    return Arrays.stream(EndReason.values())
        .filter(reason -> WireName.of(reason).equals(text))
        .findFirst()
        .orElseThrow(() -> Checked.bad(
            field,
            text,
            Arrays.stream(EndReason.values()).map(WireName::of).collect(Collectors.joining(", "))));
  }

  /** As the call log has it, where nobody has answered is nothing. */
  private static String consent(String field, String text) {
    return switch (text) {
      case "given", "refused" -> text;
      case "none" -> "";
      default -> throw Checked.bad(field, text, "given, refused, none");
    };
  }

  private static String fault(String field, String text) {
    if (!CallFault.names().contains(text)) {
      throw Checked.bad(field, text, String.join(", ", CallFault.names()));
    }
    return text;
  }

  /** In millionths. */
  private static long money(String field, String text) {
    if (!text.matches("[0-9]{1," + MAX_DIGITS + "}(\\.[0-9]{1," + MAX_DECIMALS + "})?")) {
      throw Checked.bad(
          field, text, "an amount such as 0.25, with " + MAX_DECIMALS + " decimals at most");
    }
    return new BigDecimal(text).movePointRight(MAX_DECIMALS).longValueExact();
  }

  private static WordSearch words(String field, String text) {
    try {
      return WordSearch.of(Checked.text(field, text));
    } catch (IllegalArgumentException none) {
      throw Checked.bad(field, text, none.getMessage());
    }
  }
}
