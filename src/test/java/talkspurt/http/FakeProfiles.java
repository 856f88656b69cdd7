package talkspurt.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import talkspurt.control.ProfileVersion;

/** Two profiles, of which one has had two versions. */
final class FakeProfiles implements ProfileDesk {

  final List<String> asked = new ArrayList<>();

  @Override
  public List<InForce> all() {
    return List.of(profile("hotline").orElseThrow(), profile("sales").orElseThrow());
  }

  @Override
  public Optional<InForce> profile(String name) {
    SortedMap<String, Value> settings = new TreeMap<>();
    settings.put("language", new Value("en", "/etc/talkspurt/" + name + ".conf: 3"));
    settings.put("max-keys", new Value("1", "default"));
    return List.of("hotline", "sales").contains(name)
        ? Optional.of(
            new InForce(name, "5a1e5a1e5a1e", name.equals("hotline"), FakeCalls.NOW, settings))
        : Optional.empty();
  }

  @Override
  public CompletionStage<Reloaded> reload(String by) {
    asked.add("reload " + by);
    return CompletableFuture.completedStage(
        new Reloaded("faulty", List.of(), List.of("this is wrong (a.conf: 3)"), List.of()));
  }

  @Override
  public CompletionStage<List<String>> check(String profile, String text) {
    asked.add("check " + profile + " " + text.length());
    return CompletableFuture.completedStage(
        text.contains("wrong") ? List.of("wrong (body: 1)") : List.of());
  }

  @Override
  public CompletionStage<List<ProfileVersion>> versions(String profile, int most) {
    asked.add("versions " + profile + " " + most);
    ProfileVersion.Change change = new ProfileVersion.Change(
        "responder.prompt", Optional.of("p"), Optional.of("x".repeat(3000)));
    ProfileVersion.Change added =
        new ProfileVersion.Change("max-keys", Optional.empty(), Optional.of("1"));
    return CompletableFuture.completedStage(
        profile.equals("sales")
            ? List.of(
                new ProfileVersion("5a1e5a1e5a1e", FakeCalls.NOW, List.of(change, added)),
                new ProfileVersion("0ddba110ddba", FakeCalls.NOW.minusSeconds(60), List.of()))
            : List.of());
  }
}
