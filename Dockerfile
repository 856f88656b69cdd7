# docker build -t talkspurt . ; docker run -p 1650:1650 -p 3000:3000 -e TALKSPURT_BIND=0.0.0.0 talkspurt …
# Settings: mount a file and name it, `--config /etc/talkspurt/talkspurt.conf`. With bind 0.0.0.0 it must say
# who may connect (talkspurt.access, src/docs/security.md), and talkspurt.audiosocket.advertised-host: the address at
# which Asterisk reaches the container.
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /src
COPY pom.xml .
RUN mvn -q -B -ntp dependency:go-offline
COPY . .
RUN mvn -q -B -ntp -DskipTests package

FROM eclipse-temurin:17-jre
RUN useradd --system --uid 10001 --home-dir /var/lib/talkspurt --create-home talkspurt
COPY --from=build /src/target/talkspurt.jar /opt/talkspurt/talkspurt.jar
# the archive of classes is made by the JVM that runs it, where the jar stands
COPY --from=build /src/conf/archive-classes /src/conf/jvm.options /opt/talkspurt/conf/
RUN /opt/talkspurt/conf/archive-classes /opt/talkspurt/talkspurt.jar
USER 10001
ENV TALKSPURT_DATA_DIR=/var/lib/talkspurt
VOLUME /var/lib/talkspurt
EXPOSE 1650 3000 2552
# java itself is process 1, and gets SIGTERM. Grace: 90 s, for calls to be handed over.
STOPSIGNAL SIGTERM
ENTRYPOINT ["java", "@/opt/talkspurt/jvm.options", "-jar", "/opt/talkspurt/talkspurt.jar"]
