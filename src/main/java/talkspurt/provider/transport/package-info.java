/** HTTP and WebSocket towards providers: clients, pools, retries, circuit breakers. */
package talkspurt.provider.transport;
