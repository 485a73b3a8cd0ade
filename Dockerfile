# Runs Nines as a user without rights. Nothing is built: Node runs the sources as they are.
FROM node:26-slim
ENV NODE_ENV=production
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev
COPY src ./src
COPY adapters ./adapters
COPY content ./content
# Reads the library once, so that its snapshot and the compiled sources are in the image and a start needs to write nothing.
RUN node src/main.ts ask "/concept cap" > /dev/null
# SQLite lives here where no DATABASE_URL is given; all else may be read-only.
ENV DATA_DIR=/data
RUN mkdir /data && chown node:node /data
VOLUME /data
USER node
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "src/main.ts"]
