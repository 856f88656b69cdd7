package talkspurt.provider.mcp;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import talkspurt.provider.transport.Addressed;
import talkspurt.provider.transport.Secret;

/** Where an MCP server is. */
public sealed interface McpAddress {

  /** As it may be shown: without secrets. */
  String shown();

  /** What no model and no timeline is to read where the server sends it back. */
  List<String> secrets();

  /**
   * A server over Streamable HTTP.
   *
   * @param token sent as a bearer token
   * @param headers sent with each request
   */
  record Url(URI url, Optional<Secret> token, Map<String, Secret> headers) implements McpAddress {

    public Url {
      headers = Map.copyOf(headers);
      Addressed.checkHttp(url, "token-env, token-file, headers");
    }

    @Override
    public String shown() {
      return Addressed.shown(url);
    }

    @Override
    public List<String> secrets() {
      return Stream.concat(token.stream(), headers.values().stream())
          .map(Secret::text)
          .toList();
    }
  }

  /**
   * A program of this machine that is started, and speaks over its standard input and output.
   *
   * @param command the program and its arguments
   * @param environment all variables it gets
   * @param named those of them that the settings name
   */
  record Program(List<String> command, Map<String, Secret> environment, Set<String> named)
      implements McpAddress {

    public Program {
      command = List.copyOf(command);
      environment = Map.copyOf(environment);
      named = Set.copyOf(named);
      if (command.isEmpty() || command.get(0).isBlank()) {
        throw new IllegalArgumentException(
            "program is empty; allowed: [\"PROGRAM\", \"ARGUMENT\", …]");
      }
    }

    @Override
    public String shown() {
      return "program:" + command.get(0);
    }

    @Override
    public List<String> secrets() {
      return named.stream().map(name -> environment.get(name).text()).toList();
    }
  }
}
