/** TLS of our ports and of lines that we open: keys and certificates from PEM files, read again when they change. */
package talkspurt.tls;
