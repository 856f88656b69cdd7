package talkspurt.fake;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The multipart uploads of a {@link FakeBucket}: lists have two entries a page, as S3 has a thousand. */
public final class FakeUploads {

  /** What may go wrong. */
  public enum Trouble {
    NONE,
    /** Uploads and parts are not listed. */
    NO_LISTS,
    /** The second part is not answered for now. */
    SECOND_PART,
    /** All is put, and completing it fails behind a status of 200. */
    NOT_COMPLETED,
    /** The parts that are told when it is completed are refused. */
    INVALID_PART,
    /** The second part and completing it are refused, for the upload is not there any more. */
    GONE
  }

  /** A file that was completed. */
  record File(byte[] body, String sha256, String etag) {}

  /** What is answered. */
  record Answer(int status, String body, Optional<String> etag, Optional<File> file) {

    static Answer of(int status, String body) {
      return new Answer(status, body, Optional.empty(), Optional.empty());
    }

    static Answer error(int status, String code) {
      return of(status, "<Error><Code>" + code + "</Code><Message>of the fake</Message></Error>");
    }
  }

  /** All parts but the last have to be as long; S3 wants 5 MiB. */
  public static final int MIN_PART_BYTES = 1000;

  private static final int PAGE = 2;
  private static final Pattern PART =
      Pattern.compile("<Part><PartNumber>(\\d+)</PartNumber><ETag>([^<]+)</ETag></Part>");

  private final NavigableMap<Integer, Upload> uploads = new TreeMap<>();
  private Trouble trouble = Trouble.NONE;
  private int ids;

  private record Upload(String key, String sha256, NavigableMap<Integer, byte[]> parts) {}

  synchronized void trouble(Trouble now) {
    trouble = now;
  }

  synchronized List<String> keys() {
    return uploads.values().stream().map(Upload::key).toList();
  }

  synchronized Answer answer(
      String method,
      String key,
      Map<String, String> query,
      byte[] body,
      UnaryOperator<String> headers) {
    if (method.equals("GET") && trouble == Trouble.NO_LISTS) {
      return Answer.error(501, "NotImplemented");
    }
    if (query.containsKey("uploads")) {
      return method.equals("POST")
          ? begun(key, String.valueOf(headers.apply("x-amz-meta-sha256")))
          : listed(query);
    }
    int id = Integer.parseInt(query.get("uploadId"));
    Upload upload = uploads.get(id);
    boolean gone =
        trouble == Trouble.GONE && (method.equals("POST") || "2".equals(query.get("partNumber")));
    if (gone || upload == null || !upload.key().equals(key)) {
      return Answer.error(404, "NoSuchUpload");
    }
    return switch (method) {
      case "PUT" -> put(upload, Integer.parseInt(query.get("partNumber")), body, headers);
      case "POST" -> completed(id, upload, new String(body, StandardCharsets.UTF_8));
      case "DELETE" -> {
        uploads.remove(id);
        yield Answer.of(204, "");
      }
      default -> parts(upload, query);
    };
  }

  private Answer begun(String key, String sha256) {
    uploads.put(++ids, new Upload(key, sha256, new TreeMap<>()));
    return Answer.of(
        200,
        "<?xml version=\"1.0\"?><InitiateMultipartUploadResult"
            + " xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Key>" + key
            + "</Key><UploadId>" + ids + "</UploadId></InitiateMultipartUploadResult>");
  }

  private Answer listed(Map<String, String> query) {
    int behind = Integer.parseInt(query.getOrDefault("upload-id-marker", "0"));
    StringBuilder xml = new StringBuilder("<ListMultipartUploadsResult>");
    List<Integer> found = uploads.tailMap(behind, false).entrySet().stream()
        .filter(one -> one.getValue().key().startsWith(query.getOrDefault("prefix", "")))
        .map(Map.Entry::getKey)
        .limit(PAGE + 1)
        .toList();
    found.stream()
        .limit(PAGE)
        .forEach(id -> xml.append("<Upload><Key>" + uploads.get(id).key() + "</Key><UploadId>" + id
            + "</UploadId><Initiator><ID>x</ID></Initiator><Initiated>2026-11-30T12:00:"
            + String.format("%02d", id) + "Z</Initiated></Upload>"));
    return Answer.of(
        200,
        more(
                xml,
                found,
                "<NextKeyMarker>k</NextKeyMarker><NextUploadIdMarker>%d</NextUploadIdMarker>")
            .append("</ListMultipartUploadsResult>")
            .toString());
  }

  private Answer parts(Upload upload, Map<String, String> query) {
    int behind = Integer.parseInt(query.getOrDefault("part-number-marker", "0"));
    StringBuilder xml = new StringBuilder("<ListPartsResult>");
    List<Integer> found =
        upload.parts().tailMap(behind, false).keySet().stream().limit(PAGE + 1).toList();
    found.stream()
        .limit(PAGE)
        .forEach(number -> xml.append("<Part><PartNumber>" + number + "</PartNumber><ETag>&quot;"
            + FakeBucket.sum("MD5", upload.parts().get(number)) + "&quot;</ETag><Size>"
            + upload.parts().get(number).length + "</Size></Part>"));
    return Answer.of(
        200,
        more(xml, found, "<NextPartNumberMarker>%d</NextPartNumberMarker>")
            .append("</ListPartsResult>")
            .toString());
  }

  private static StringBuilder more(StringBuilder xml, List<Integer> found, String marker) {
    boolean more = found.size() > PAGE;
    return xml.append("<IsTruncated>" + more + "</IsTruncated>")
        .append(
            found.isEmpty()
                ? ""
                : String.format(marker, found.get(Math.min(PAGE, found.size()) - 1)));
  }

  private Answer put(Upload upload, int number, byte[] body, UnaryOperator<String> headers) {
    if (number == 2 && trouble == Trouble.SECOND_PART) {
      return Answer.error(503, "SlowDown");
    }
    String md5 = FakeBucket.sum("MD5", body);
    if (!Base64.getEncoder()
        .encodeToString(HexFormat.of().parseHex(md5))
        .equals(headers.apply("Content-MD5"))) {
      return Answer.error(400, "BadDigest");
    }
    upload.parts().put(number, body);
    return new Answer(200, "", Optional.of('"' + md5 + '"'), Optional.empty());
  }

  private Answer completed(int id, Upload upload, String told) {
    if (trouble == Trouble.NOT_COMPLETED) {
      return Answer.error(200, "InternalError");
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ByteArrayOutputStream sums = new ByteArrayOutputStream();
    List<MatchResult> parts = new ArrayList<>();
    for (Matcher in = PART.matcher(told); in.find(); ) {
      parts.add(in.toMatchResult());
    }
    for (MatchResult one : parts) {
      byte[] part = upload.parts().get(Integer.parseInt(one.group(1)));
      String md5 = part == null ? "" : FakeBucket.sum("MD5", part);
      boolean last = one == parts.get(parts.size() - 1);
      if (trouble == Trouble.INVALID_PART || !one.group(2).equals('"' + md5 + '"')) {
        return Answer.error(400, "InvalidPart");
      }
      if (!last && part.length < MIN_PART_BYTES) {
        return Answer.error(400, "EntityTooSmall");
      }
      all.writeBytes(part);
      sums.writeBytes(HexFormat.of().parseHex(md5));
    }
    uploads.remove(id);
    String etag = FakeBucket.sum("MD5", sums.toByteArray()) + "-" + parts.size();
    return new Answer(
        200,
        "<CompleteMultipartUploadResult><ETag>&quot;" + etag
            + "&quot;</ETag></CompleteMultipartUploadResult>",
        Optional.empty(),
        Optional.of(new File(all.toByteArray(), upload.sha256(), etag)));
  }
}
