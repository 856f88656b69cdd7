package talkspurt.recording.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The examples of "Authenticating Requests: Using the Authorization Header" in AWS's documentation of S3. */
class AwsSignerTest {

  private static final AwsSigner SIGNER = new AwsSigner(
      "us-east-1", "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
  private static final Instant AT = Instant.parse("2013-05-24T00:00:00Z");
  private static final String HOST = "examplebucket.s3.amazonaws.com";

  private static SortedMap<String, String> signed(
      String method,
      String path,
      Map<String, String> query,
      Map<String, String> headers,
      String sha256) {
    return SIGNER.signed(
        method, HOST, AwsSigner.encodedPath(path), new TreeMap<>(query), headers, sha256, AT);
  }

  private static String signature(SortedMap<String, String> headers) {
    String authorization = headers.get("authorization");
    return authorization.substring(authorization.indexOf("Signature=") + 10);
  }

  @Test
  void aFileIsRead() {
    SortedMap<String, String> headers =
        signed("GET", "/test.txt", Map.of(), Map.of("Range", "bytes=0-9"), AwsSigner.EMPTY_SHA256);
    assertThat(headers.get("authorization"))
        .isEqualTo(
            "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                + "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
                + "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
    assertThat(headers)
        .containsOnlyKeys("authorization", "range", "x-amz-content-sha256", "x-amz-date");
  }

  @Test
  void aFileIsPut() {
    assertThat(signature(signed(
            "PUT",
            "/test$file.text",
            Map.of(),
            Map.of(
                "Date", "Fri, 24 May 2013 00:00:00 GMT",
                "x-amz-storage-class", "REDUCED_REDUNDANCY"),
            "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072")))
        .isEqualTo("98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
  }

  @Test
  void aSubresourceIsAskedFor() {
    assertThat(signature(
            signed("GET", "/", Map.of("lifecycle", ""), Map.of(), AwsSigner.EMPTY_SHA256)))
        .isEqualTo("fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
  }

  @Test
  void filesAreListed() {
    assertThat(signature(signed(
            "GET", "/", Map.of("max-keys", "2", "prefix", "J"), Map.of(), AwsSigner.EMPTY_SHA256)))
        .isEqualTo("34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
  }

  @Test
  void whatIsNotPlainIsEncoded() {
    assertThat(AwsSigner.encodedPath("/a b/ü+~_.-")).isEqualTo("/a%20b/%C3%BC%2B~_.-");
    assertThat(AwsSigner.queryText(new TreeMap<>(Map.of("p", "a/b=c", "l", ""))))
        .isEqualTo("l=&p=a%2Fb%3Dc");
    assertThat(SIGNER.toString()).doesNotContain("wJalr");
  }
}
