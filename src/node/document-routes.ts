import { Router } from 'express'
import { stringify } from 'yaml'
import type { LoadedDocument } from './load.ts'

/** `/openapi.json` and `/openapi.yaml`: the document as it stands, for any page that reads it. */
export function createDocumentRoutes(loaded: () => LoadedDocument): Router {
  return Router()
    .get('/openapi.json', (_, response) => {
      response.set('Access-Control-Allow-Origin', '*').json(loaded().document)
    })
    .get('/openapi.yaml', (_, response) => {
      response.set('Access-Control-Allow-Origin', '*').type('application/yaml').send(toYaml(loaded()))
    })
}

/** The author's own text where it is all there is, comments included; else the whole document in one. */
function toYaml({ file, text, files, document }: LoadedDocument): string {
  return files.length === 1 && !file.endsWith('.json') ? text : stringify(document)
}
