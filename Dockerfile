# Runs Nines as a user without rights. Nothing is built: Node runs the sources as they are.
FROM node:26-slim
ENV NODE_ENV=production
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev
COPY src ./src
COPY adapters ./adapters
COPY content ./content
# Reads the library once, so that the snapshot is in the image and a start needs to write nothing.
RUN node src/main.ts ask "/concept cap" > /dev/null
USER node
CMD ["node", "src/main.ts"]
