# syntax=docker/dockerfile:1
# One image for every process: `serve`, `relay`, `worker`, `scheduler`, `migrate`, `verify`, `doctor`. The embedded servers are not in it.

FROM python:3.12-slim-bookworm AS python
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PATH=/opt/venv/bin:$PATH PYTHONPATH=/srv/impactpulse
WORKDIR /srv/impactpulse
RUN python -m venv /opt/venv
COPY requirements/run.lock requirements/
RUN pip install --require-hashes -r requirements/run.lock
COPY app app
COPY realtime realtime
COPY jobs jobs
RUN python -m compileall -q app realtime jobs \
 && python -m app.cli schema openapi /generated/openapi.json \
 && python -m app.cli schema asyncapi /generated/frames.json

FROM node:22-bookworm-slim AS web
WORKDIR /srv/frontend
COPY frontend/package.json frontend/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY frontend .
COPY --from=python /generated src/generated
RUN npm run types && npm run build

FROM python:3.12-slim-bookworm
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin impactpulse && install -d -o impactpulse /spool
COPY --from=python /opt/venv /opt/venv
COPY --from=python /srv/impactpulse /srv/impactpulse
COPY --from=web /srv/frontend/dist /srv/frontend
ENV PATH=/opt/venv/bin:$PATH PYTHONPATH=/srv/impactpulse PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    TMPDIR=/spool HOST=0.0.0.0 PORT=8000 FRONTEND_DIST=/srv/frontend LOG_FORMAT=json DEMO=false
USER 10001
WORKDIR /tmp
EXPOSE 8000
STOPSIGNAL SIGTERM
# Of a web process; `docker-compose.yml` has another for the others.
HEALTHCHECK --interval=10s --timeout=4s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as r; r.urlopen('http://127.0.0.1:%s/health/ready' % os.environ['PORT'], timeout=3)"]
ENTRYPOINT ["python", "-m", "app.cli"]
CMD ["serve"]
