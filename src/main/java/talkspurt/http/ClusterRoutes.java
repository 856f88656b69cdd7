package talkspurt.http;

import static akka.http.javadsl.server.Directives.get;
import static akka.http.javadsl.server.Directives.path;
import static akka.http.javadsl.server.PathMatchers.segment;

import akka.http.javadsl.server.Route;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import talkspurt.control.ClusterReport;

/** How the cluster is, as this node sees it. */
public final class ClusterRoutes {

  private ClusterRoutes() {}

  /** The route. */
  public static Route create(
      Supplier<CompletionStage<ClusterReport>> watch, HttpSettings settings) {
    Handling handling = new Handling(settings);
    return path(
        segment("api").slash("cluster"),
        () -> get(() -> handling.bare(
            request -> watch.get().thenApply(report -> Json.ok(ClusterView.of(report))))));
  }
}
