/** Tools of MCP servers (Model Context Protocol), over Streamable HTTP or a program's standard input and output. */
package talkspurt.provider.mcp;
