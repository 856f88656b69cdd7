package talkspurt.recording.bucket;

import java.util.regex.Pattern;

/**
 * What a bucket tells of a file.
 *
 * @param bytes how long it is
 * @param sha256 that was told when it was put; empty where none was
 * @param etag of the service: often the MD5 of the file
 */
record StoredObject(long bytes, String sha256, String etag) {

  private static final Pattern MD5 = Pattern.compile("[0-9a-f]{32}");

  /** Whether it is this file, as far as the service tells. */
  boolean is(FileSums sums) {
    boolean sameEtag = !MD5.matcher(etag).matches() || etag.equals(sums.md5());
    return bytes == sums.bytes() && sha256.equals(sums.sha256()) && sameEtag;
  }
}
