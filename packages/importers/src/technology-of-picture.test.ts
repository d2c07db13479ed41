import { expect, test } from 'vitest'
import { technologyOfPicture } from './technology-of-picture.ts'

test.each([
  ['https://icons.terrastruct.com/aws%2FDatabase%2FAmazon-RDS.svg', 'Amazon RDS'],
  ['https://icons.terrastruct.com/dev%2Fpython.svg', 'python'],
  ['/usr/lib/python3/site-packages/resources/aws/compute/lambda.png', 'AWS lambda'],
  ['C:\\Python\\Lib\\site-packages\\resources\\onprem\\queue\\kafka.png', 'kafka'],
  ['./icons/postgresql.svg?raw=true', 'postgresql'],
  ['./assets/our-office.png', undefined],
  ['/usr/lib/resources/onprem/client/users.png', undefined],
  ['not a picture', undefined],
  [undefined, undefined],
])('the picture %j shows %j', (picture, technology) => {
  expect(technologyOfPicture(picture)).toBe(technology)
})
