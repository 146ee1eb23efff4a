# One image with the gateway (its console included) and the demonstration shop. Build: docker build -t security-decisioning .
# The tags name releases; pin their digests too where an image must never change under you.

FROM node:24.11-bookworm AS rdkafka
WORKDIR /src
COPY build/kafka-native.sh build/kafka-native.sh
RUN SD_CACHE=/rdkafka bash build/kafka-native.sh

FROM node:24.11-bookworm AS node

FROM mcr.microsoft.com/dotnet/sdk:10.0-noble AS build
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /src
COPY Directory.Build.props Directory.Packages.props global.json .editorconfig ./
COPY build build
COPY src src
COPY tools tools
RUN dotnet publish src/Gateway -c Release -o /app/gateway
RUN dotnet publish tools/DemoShop -c Release -o /app/shop

FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble
RUN apt-get update \
    && apt-get install -y --no-install-recommends libsqlite3-0 libssl3t64 zlib1g \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /app/gateway gateway
COPY --from=build /app/shop shop
COPY --from=rdkafka /rdkafka/librdkafka-2.15.1/librdkafka.so.1 gateway/librdkafka.so.1
COPY policies policies
COPY models models
ENV SD_HOME=/app
# $APP_UID is the unprivileged user that the base image brings.
RUN mkdir -p /data && chown "$APP_UID" /data
USER $APP_UID
VOLUME /data
EXPOSE 8080 8081
HEALTHCHECK --interval=10s --timeout=6s --start-period=60s CMD ["dotnet", "/app/gateway/SecurityDecisioning.Gateway.dll", "health"]
ENTRYPOINT ["dotnet", "/app/gateway/SecurityDecisioning.Gateway.dll"]
CMD ["--address", "0.0.0.0", "--data", "/data"]
